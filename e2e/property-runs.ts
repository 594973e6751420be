import { isFull } from './full.ts'

const FULL_RUNS_PER_RUN = 10

/** How often fast-check tries a property: `fullRuns` times in `npm run test:full`, a tenth of that otherwise. */
export function propertyRuns(fullRuns: number): { readonly numRuns: number } {
  return { numRuns: isFull ? fullRuns : Math.ceil(fullRuns / FULL_RUNS_PER_RUN) }
}
