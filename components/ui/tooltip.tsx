'use client'

import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

export const TooltipProvider = Radix.Provider

interface TooltipProps {
  text: ReactNode
  /** The preferred side: above. */
  side?: 'top' | 'bottom'
  children: ReactNode
}

/** An explanation of what it wraps, on hover and on focus. */
export function Tooltip({ text, side = 'top', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <TooltipCard text={text} side={side} />
    </Radix.Root>
  )
}

export function TooltipCard({ text, side = 'top' }: Omit<TooltipProps, 'children'>) {
  return (
    <Radix.Portal>
      <Radix.Content
        side={side}
        sideOffset={6}
        collisionPadding={8}
        className="z-50 max-w-80 animate-appear rounded-control border border-line-strong bg-surface px-2.5 py-1.5 text-small text-text shadow-card"
      >
        {text}
      </Radix.Content>
    </Radix.Portal>
  )
}
