'use client'

import { Tooltip as Radix } from 'radix-ui'
import { type MouseEvent, type ReactNode, useState } from 'react'
import { classNames } from './class-names.ts'
import { TooltipCard } from './tooltip.tsx'

interface ExplainedProps {
  text: ReactNode
  /** What it is called where its content is not enough. */
  label?: string
  className?: string
  children: ReactNode
}

/** Something that says more about itself: on hover, on focus, and when it is pressed, as fingers do not hover. */
export function Explained({ text, label, className, children }: ExplainedProps) {
  const [isOpen, setOpen] = useState(false)
  const open = (event: MouseEvent) => {
    // Left to itself, Radix takes a press for the end of the explanation.
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
