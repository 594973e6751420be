'use client'

import { createContext, useContext } from 'react'

export type HelpSection = 'shortcuts' | 'glossary'

/** The sheet is mounted by the shell; the palette and the top bar open it. */
export const OpenHelp = createContext<(section: HelpSection) => void>(() => {})

export function useOpenHelp(): (section: HelpSection) => void {
  return useContext(OpenHelp)
}
