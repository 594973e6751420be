'use client'

import type { ReactNode } from 'react'
import { SWRConfig } from 'swr'
import { ApiError } from './api-error.ts'
import { fetchJson } from './fetcher.ts'

/** What was read this short a time ago is not read again for another component. */
export const REUSED_FOR_MS = 500

/** A response that a retry would not change. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500
}

/** The one place that configures how data is read. Nothing polls: the server's events decide what is read again. */
export function DataProvider({ children }: { children: ReactNode }) {
  return (
    <SWRConfig
      value={{
        fetcher: fetchJson,
        revalidateOnFocus: false,
        shouldRetryOnError: (error) => !isFinal(error),
        errorRetryInterval: 3_000,
        dedupingInterval: REUSED_FOR_MS,
      }}
    >
      {children}
    </SWRConfig>
  )
}
