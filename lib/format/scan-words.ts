import type { MessageStart } from '#lib/contract/message-limits.ts'
import type { ScanEvent } from '#lib/contract/messages.ts'
import { formatDuration } from './duration.ts'
import { counted, formatNumber } from './number.ts'
import { formatTime } from './time.ts'
import type { TimeZone } from './time-zone.ts'

type Done = Pick<Extract<ScanEvent, { type: 'done' }>, 'reason' | 'budget' | 'cursor' | 'scanned' | 'elapsedMs'>

interface ScanQuery {
  readonly from: MessageStart
  readonly limit: number
  /** Whether the scan had an upper time limit. */
  readonly hasEnd: boolean
  /** When the end offsets were read; null: not known. */
  readonly endsAsOfMs: number | null
  readonly zone: TimeZone
}

/** Why a scan ended, in a sentence. */
export function describeStop(done: Done, query: ScanQuery): string {
  switch (done.reason) {
    case 'limit':
      return `Limit of ${formatNumber(query.limit)} reached.`
    case 'end':
      return describeEnd(query)
    case 'budget':
      return `${describeBudget(done)} ${done.cursor === null ? '' : 'Continue resumes exactly there.'}`.trim()
    case 'error':
      return 'Stopped: no partition could be read any further. The list of partitions gives the reasons.'
    case 'deleted':
      return 'Stopped: the topic was deleted during the search.'
    case 'expired':
      return 'Stopped: the next messages were deleted meanwhile, by retention or by hand. Run again to read what is there now.'
    default:
      return done.reason satisfies never
  }
}

function describeEnd({ from, hasEnd, endsAsOfMs, zone }: ScanQuery): string {
  if (from === 'newest') return 'Start of the topic reached.'
  if (hasEnd) return 'Reached the end time.'
  return `End of topic${endsAsOfMs === null ? '' : ` as of ${formatTime(endsAsOfMs, endsAsOfMs, zone)}`}.`
}

/** Each request has limits, so that none can block a broker or the dashboard. */
function describeBudget({ budget, scanned, elapsedMs }: Done): string {
  switch (budget) {
    case 'records':
      return `Paused after ${counted(scanned, 'message')}, the limit of one request.`
    case 'bytes':
      return 'Paused at the limit of bytes that one request may fetch.'
    case 'time':
      return `Paused after ${formatDuration(elapsedMs)}, the time limit of one request.`
    case undefined:
      return 'Paused at a limit of the dashboard.'
    default:
      return budget satisfies never
  }
}

/** Problems that only explain a result; every other problem means that a part of it is missing. */
const noteCodes = new Set([
  'key-partition',
  'key-elsewhere',
  'open-transaction',
  'beyond-end',
  'expired',
  'truncated',
  'filter',
  'throttled',
  'to-unordered',
])

export function isNote({ code }: { readonly code: string }): boolean {
  return noteCodes.has(code)
}

/** Whether continuing may read what is missing; a corrupt batch stays corrupt. */
export function isTransient(problem: { readonly code: string }): boolean {
  return !isNote(problem) && problem.code !== 'unreadable'
}
