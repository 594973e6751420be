'use client'

import { Check, ChevronRight } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const itemLook =
  'flex cursor-pointer select-none items-center gap-2 rounded-small px-2 py-1.5 outline-none data-[disabled]:cursor-not-allowed data-[highlighted]:bg-accent-soft data-[disabled]:text-muted data-[highlighted]:text-accent'

const contentLook =
  'z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 animate-appear overflow-auto rounded-card border border-line-strong bg-surface p-1 shadow-card'

export function Menu({ trigger, children }: { trigger: ReactNode; children: ReactNode }) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      {/* No portal: it belongs to the part of the page that its trigger is in. */}
      <Radix.Content align="end" sideOffset={6} collisionPadding={8} className={contentLook}>
        {children}
      </Radix.Content>
    </Radix.Root>
  )
}

/** In the window, in pixels. */
export type MenuPlace = Readonly<Record<'left' | 'top' | 'width' | 'height', number>>

interface MenuAtProps {
  /** What was pointed at. */
  place: MenuPlace
  label: string
  onClose: () => void
  /** Where the focus goes afterwards. */
  returnTo: HTMLElement | null
  children: ReactNode
}

/** A menu for whatever was pointed at, where a trigger of its own for each would be thousands. */
export function MenuAt({ place, label, onClose, returnTo, children }: MenuAtProps) {
  return (
    <Radix.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Trigger asChild>
        <span aria-hidden className="pointer-events-none fixed" style={place} />
      </Radix.Trigger>
      <Radix.Content
        aria-label={label}
        align="start"
        sideOffset={4}
        collisionPadding={8}
        className={classNames(contentLook, 'max-w-80')}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          returnTo?.focus({ preventScroll: true })
        }}
      >
        {children}
      </Radix.Content>
    </Radix.Root>
  )
}

/** Opens to the side. */
export function MenuSub({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <Radix.Sub>
      <Radix.SubTrigger className={itemLook}>
        {label}
        <ChevronRight className="ml-auto size-3.5 shrink-0" aria-hidden />
      </Radix.SubTrigger>
      <Radix.SubContent collisionPadding={8} sideOffset={2} className={classNames(contentLook, 'max-w-80')}>
        {children}
      </Radix.SubContent>
    </Radix.Sub>
  )
}

export function MenuTitle({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-muted text-small">{children}</Radix.Label>
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />
}

interface MenuItemProps {
  onSelect: () => void
  /** Why it is disabled, or null. */
  disabledBecause?: string | null
  children: ReactNode
}

export function MenuItem({ onSelect, disabledBecause = null, children }: MenuItemProps) {
  return (
    <Radix.Item className={itemLook} onSelect={onSelect} disabled={disabledBecause !== null}>
      {children}
      {disabledBecause !== null && <span className="text-small">{disabledBecause}</span>}
    </Radix.Item>
  )
}

interface MenuChoiceProps<Value extends string> {
  value: Value
  options: readonly { readonly value: Value; readonly label: string }[]
  onChange: (value: Value) => void
}

export function MenuChoice<Value extends string>({ value, options, onChange }: MenuChoiceProps<Value>) {
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen)
    if (option) onChange(option.value)
  }
  return (
    <Radix.RadioGroup value={value} onValueChange={choose}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={itemLook}>
          <span className="w-4">
            <Radix.ItemIndicator>
              <Check className="size-3.5" aria-hidden />
            </Radix.ItemIndicator>
          </span>
          {option.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}
