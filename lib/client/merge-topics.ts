import { isNote } from '#lib/format/scan-words.ts'
import type { MessageRow } from './message-row.ts'
import type { ScanState } from './message-scan.ts'

/** One of several topics that are read at once. */
export interface TopicScan {
  readonly topic: string
  readonly hasBegun: boolean
  readonly scan: ScanState
}

/** A record among those of other topics. */
export interface TopicRow extends MessageRow {
  readonly topic: string
  /** As it is among those of its topic. */
  readonly own: MessageRow
}

interface Merged {
  /** In the order of their times, as far as nothing can come before them any more. */
  readonly rows: readonly TopicRow[]
  /** Of which topics the next record is needed first, to go on. */
  readonly waitsFor: readonly string[]
}

/** The id of a record among those of several topics. No topic has a slash in its name. */
export function topicRowId(topic: string, recordId: string): string {
  return `${topic}/${recordId}`
}

/** null: not such an id. */
export function readTopicRowId(id: string): { readonly topic: string; readonly recordId: string } | null {
  const at = id.indexOf('/')
  return at < 1 ? null : { topic: id.slice(0, at), recordId: id.slice(at + 1) }
}

/**
 * The records of several topics by time, each topic in its own order. Where a topic is still read, or has only been cut
 * at its page, nothing behind its last record is certain; one that has failed or was stopped keeps nothing back.
 */
export function mergeTopics(scans: readonly TopicScan[], isBackwards: boolean, most: number): Merged {
  const rows: TopicRow[] = []
  const places = scans.map(() => 0)
  for (;;) {
    const waitsFor = scans.filter((scan, at) => isOpen(scan) && places[at] === scan.scan.rows.length)
    if (waitsFor.length > 0 || rows.length >= most) return { rows, waitsFor: waitsFor.map(({ topic }) => topic) }
    const next = pickNext(scans, places, isBackwards)
    const [scan, row] = [scans[next], scans[next]?.scan.rows[places[next] ?? 0]]
    if (!scan || !row) return { rows, waitsFor: [] }
    rows.push(toTopicRow(scan.topic, row))
    places[next] = (places[next] ?? 0) + 1
  }
}

const named = new WeakMap<MessageRow, TopicRow>()

/** The same one each time: what is known by a row, such as its JSON, is found out once. */
function toTopicRow(topic: string, own: MessageRow): TopicRow {
  const row = named.get(own) ?? { ...own, id: topicRowId(topic, own.id), topic, own }
  named.set(own, row)
  return row
}

/** Whether more comes of it without anybody's doing. */
function isOpen({ hasBegun, scan }: TopicScan): boolean {
  return !hasBegun || isReading(scan) || isCutAtPage(scan)
}

export function isReading({ phase }: ScanState): boolean {
  return phase === 'connecting' || phase === 'reading'
}

/** It goes on behind the rows of one page. */
export function isCutAtPage({ phase, done, cursor }: ScanState): boolean {
  return phase === 'done' && done?.reason === 'limit' && cursor !== null
}

/** Of records with the same time, that of the first topic. -1: nothing is left. */
function pickNext(scans: readonly TopicScan[], places: readonly number[], isBackwards: boolean): number {
  let [best, bestMs] = [-1, 0]
  for (const [at, { scan }] of scans.entries()) {
    const row = scan.rows[places[at] ?? 0]
    if (!row) continue
    const ms = Number(row.message.timestampMs ?? 0)
    if (best !== -1 && (isBackwards ? ms <= bestMs : ms >= bestMs)) continue
    ;[best, bestMs] = [at, ms]
  }
  return best
}

/** Whether something of it is missing, and not only not asked for yet. */
export function isIncomplete({ scan }: Pick<TopicScan, 'scan'>): boolean {
  if (scan.phase === 'failed' || scan.phase === 'stopped') return true
  if (scan.problems.some((problem) => !isNote(problem))) return true
  return scan.phase === 'done' && scan.done?.reason !== 'end' && !isCutAtPage(scan)
}
