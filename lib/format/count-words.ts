import type { ScanEvent } from '#lib/contract/messages.ts'
import { counted } from './number.ts'
import { describeStop } from './scan-words.ts'

interface Counting {
  readonly phase: 'connecting' | 'reading' | 'stopped' | 'done' | 'failed'
  readonly matched: number
  readonly done: Extract<ScanEvent, { type: 'done' }> | null
  readonly problems: readonly { readonly code: string }[]
}

interface CountWords {
  readonly text: string
  /** Why it may be more; null: it is exact, or goes on. */
  readonly why: string | null
}

/** What takes nothing away from a count: what waits for a transaction is no committed message, and a quota only delays. */
const harmless = new Set(['open-transaction', 'throttled'])

/** How many messages were counted. Only a count of everything, without a gap, is called exact. */
export function describeCount({ phase, matched, done, problems }: Counting): CountWords {
  const messages = counted(matched, 'message')
  switch (phase) {
    case 'connecting':
    case 'reading':
      return { text: `${messages} so far`, why: null }
    case 'stopped':
      return { text: `At least ${messages}`, why: 'Stopped by you before the end.' }
    case 'failed':
      return { text: `At least ${messages}`, why: 'The count broke off.' }
    case 'done': {
      const isWhole = done?.reason === 'end' && problems.every(({ code }) => harmless.has(code))
      if (isWhole) return { text: `Exactly ${messages}`, why: null }
      const hasGap = done === null || done.reason === 'end' || done.reason === 'error'
      const why = hasGap
        ? 'Some of the topic could not be read.'
        : describeStop(done, { from: 'oldest', limit: 0, hasEnd: false, endsAsOfMs: null, zone: 'utc' })
      return { text: `At least ${messages}`, why }
    }
    default:
      return phase satisfies never
  }
}
