'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'

const looks = {
  plain: 'inset-x-4 top-[12vh] mx-auto max-h-[80vh] max-w-lg rounded-card border',
  wide: 'inset-x-4 top-[6vh] mx-auto max-h-[88vh] max-w-3xl rounded-card border',
  sheet: 'inset-y-0 right-0 w-[min(46rem,100vw)] border-l',
} as const

interface DialogProps {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  /** What it is about, or what will happen. */
  description: ReactNode
  /** Wide enough for a table; a sheet takes the right side of the window, from top to bottom. */
  look?: keyof typeof looks
  children: ReactNode
}

export function Dialog({ isOpen, onOpenChange, title, description, look = 'plain', children }: DialogProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          onOpenAutoFocus={focusFirstField}
          className={classNames(
            'wrap-break-word fixed z-50 animate-appear overflow-auto border-line-strong bg-surface shadow-card outline-none',
            looks[look],
          )}
        >
          <header className="flex items-start justify-between gap-4 px-4 pt-3.5">
            <Radix.Title className="font-semibold text-large">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label="Close">
                <X className="size-4" aria-hidden />
              </IconButton>
            </Radix.Close>
          </header>
          <Radix.Description asChild>
            <div className="px-4 pb-3 text-muted">{description}</div>
          </Radix.Description>
          <div className="px-4 pb-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The first field, or the one that is marked; without any the dialog itself, as the button that closes is not what it is for. */
function focusFirstField(event: Event): void {
  if (!(event.target instanceof HTMLElement)) return
  const first = event.target.querySelector<HTMLElement>('[data-first]')
  const field = first ?? event.target.querySelector<HTMLElement>('input, [role="combobox"], textarea')
  event.preventDefault()
  ;(field ?? event.target).focus()
}
