'use client'

import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

interface PopoverProps {
  trigger: ReactNode
  /** The label for a screen reader. */
  label: string
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  children: ReactNode
}

/** Fields that are needed less often, beside the button that opens them. */
export function Popover({ trigger, label, isOpen, onOpenChange, children }: PopoverProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      {/* No portal: it belongs to the part of the page that its trigger is in. */}
      <Radix.Content
        aria-label={label}
        align="end"
        sideOffset={6}
        collisionPadding={8}
        className="z-40 max-h-(--radix-popover-content-available-height) w-96 max-w-[calc(100vw-2rem)] animate-appear overflow-auto rounded-card border border-line-strong bg-surface p-3.5 shadow-card"
      >
        {children}
      </Radix.Content>
    </Radix.Root>
  )
}
