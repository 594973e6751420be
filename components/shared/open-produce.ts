'use client'

import { createContext, useContext } from 'react'
import type { Message } from '#lib/contract/messages.ts'

/** What a form to send with begins with. */
export interface ProduceStart {
  readonly topic: string
  /** To be edited and sent again. */
  readonly record?: Message | undefined
}

/** Whoever stands above the pages opens the form; any of them can ask for it without knowing how it is made. */
export const OpenProduce = createContext<((start: ProduceStart) => void) | null>(null)

export function useOpenProduce(): (start: ProduceStart) => void {
  const open = useContext(OpenProduce)
  if (!open) throw new Error('useOpenProduce needs a ProduceHost above it')
  return open
}
