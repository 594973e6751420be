'use client'

import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

export const TooltipProvider = Radix.Provider

/** Says more about what it wraps, on hover and on focus. */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <TooltipCard text={text} />
    </Radix.Root>
  )
}

export function TooltipCard({ text }: { text: ReactNode }) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={6}
        collisionPadding={8}
        className="z-50 max-w-80 animate-appear rounded-control border border-line-strong bg-surface px-2.5 py-1.5 text-small text-text shadow-card"
      >
        {text}
      </Radix.Content>
    </Radix.Portal>
  )
}
