'use client'

import { createContext, useContext } from 'react'
import type { Message } from '#lib/contract/messages.ts'

/** The initial content of the form. */
export interface ProduceStart {
  readonly topic: string
  /** A record to edit and resend. */
  readonly record?: Message | undefined
}

/** The form is mounted above the pages; any of them can open it without importing it. */
export const OpenProduce = createContext<((start: ProduceStart) => void) | null>(null)

export function useOpenProduce(): (start: ProduceStart) => void {
  const open = useContext(OpenProduce)
  if (!open) throw new Error('useOpenProduce needs a ProduceHost above it')
  return open
}
