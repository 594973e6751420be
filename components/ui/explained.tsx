'use client'

import { Tooltip as Radix } from 'radix-ui'
import { type MouseEvent, type ReactNode, useState } from 'react'
import { classNames } from './class-names.ts'
import { TooltipCard } from './tooltip.tsx'

interface ExplainedProps {
  text: ReactNode
  /** Its label, if its content is not enough. */
  label?: string
  className?: string
  children: ReactNode
}

/** Something with an explanation: on hover, on focus, and on a tap, because touch screens have no hover. */
export function Explained({ text, label, className, children }: ExplainedProps) {
  const [isOpen, setOpen] = useState(false)
  const open = (event: MouseEvent) => {
    // By default Radix closes the explanation on a press.
    event.preventDefault()
    setOpen(true)
  }
  return (
    <Radix.Root open={isOpen} onOpenChange={setOpen}>
      <Radix.Trigger asChild>
        <button type="button" aria-label={label} onClick={open} className={classNames('cursor-help', className)}>
          {children}
        </button>
      </Radix.Trigger>
      <TooltipCard text={text} />
    </Radix.Root>
  )
}
