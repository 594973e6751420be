import type { MessageStart } from '#lib/contract/message-limits.ts'
import type { ScanEvent } from '#lib/contract/messages.ts'
import { formatDuration } from './duration.ts'
import { counted, formatNumber } from './number.ts'

type Done = Pick<Extract<ScanEvent, { type: 'done' }>, 'reason' | 'budget' | 'cursor' | 'scanned' | 'elapsedMs'>

interface ScanQuery {
  readonly from: MessageStart
  readonly limit: number
  /** Whether the scan had an upper time limit. */
  readonly hasEnd: boolean
}

/** Why a scan ended, in a sentence. */
export function describeStop(done: Done, query: ScanQuery): string {
  switch (done.reason) {
    case 'limit':
      return `Stopped after ${counted(query.limit, 'row')}, as many as were asked for.`
    case 'end':
      return describeEnd(query)
    case 'budget':
      return `${describeBudget(done)} ${done.cursor === null ? '' : 'Continue goes on exactly there.'}`.trim()
    case 'error':
      return 'Stopped: no partition could be read any further. Partitions below says why.'
    case 'deleted':
      return 'Stopped: the topic was deleted while it was read.'
    case 'expired':
      return 'Stopped: what came next has been removed meanwhile, by retention or by hand. Run reads what is there now.'
    default:
      return done.reason satisfies never
  }
}

function describeEnd({ from, hasEnd }: ScanQuery): string {
  if (from === 'newest') return 'Read back to the beginning: nothing is older.'
  if (hasEnd) return 'Read up to the time that was set.'
  return 'Read to the end, as it was when this began.'
}

/** Each request has limits, so that none can block a broker or the dashboard. */
function describeBudget({ budget, scanned, elapsedMs }: Done): string {
  switch (budget) {
    case 'records':
      return `Paused after ${formatNumber(scanned)} records, the most that one request reads.`
    case 'bytes':
      return 'Paused after as many bytes as one request may fetch.'
    case 'time':
      return `Paused after ${formatDuration(elapsedMs)}, the longest that one request lasts.`
    case undefined:
      return 'Paused at a limit of this dashboard.'
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
