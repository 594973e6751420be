import type { Problem } from '#lib/contract/common.ts'
import { type SummedField, summedFields, type TopicSums } from '#lib/contract/topic-sums.ts'
import type { TopicFilter } from '#lib/contract/topics.ts'
import { counted } from '#lib/format/number.ts'
import { oncePerSnapshot } from '#lib/monitor/queries/once-per-snapshot.ts'
import { partitionRows } from '#lib/monitor/snapshot/catalog.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'
import type { Reason } from '#lib/monitor/snapshot/reason.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { listedFact } from '#lib/monitor/snapshot/topic-columns.ts'
import { filterOf, isDescribed, matchingTopics } from './topic-filter.ts'
import { whyDoubtful } from './topic-problems.ts'

/** The figures of some topics together. What is not known of a topic is not in the sum, and the sum says so. */
export function sumTopics(snapshot: Snapshot, rows: readonly number[]): TopicSums {
  const sums = summedFields.map((field) => sumField(snapshot, rows, field))
  // Each field has its number.
  const values = Object.fromEntries(sums.map(({ field, value }) => [field, value])) as Record<
    SummedField,
    number | null
  >
  return { topicCount: rows.length, ...values, problems: sums.flatMap(({ problem }) => problem ?? []) }
}

const sumMatches = oncePerSnapshot((snapshot, filter: TopicFilter) =>
  sumTopics(snapshot, matchingTopics(snapshot, filter).rows),
)

/** The figures of all topics that match. */
export function totalsOf({ snapshot }: MonitorState, filter: TopicFilter): TopicSums | null {
  return snapshot && sumMatches(snapshot, filterOf(filter))
}

interface Sum {
  readonly field: SummedField
  readonly value: number | null
  readonly problem: Problem | null
}

function sumField(snapshot: Snapshot, rows: readonly number[], field: SummedField): Sum {
  const found = { value: 0, unknown: 0, doubtful: 0, bounds: 0, reason: null as Reason | null }
  for (const row of rows) {
    const value = figureOf(snapshot, row, field)
    const reason = whyDoubtful(snapshot, row, field)
    if (value === null) found.unknown++
    else if (reason?.code === 'at-most') found.bounds++
    else if (reason) found.doubtful++
    found.value += value ?? 0
    // What is wrong comes before what is only a bound.
    if (reason && (found.reason === null || found.reason.code === 'at-most')) found.reason = reason
  }
  const isKnown = rows.length === 0 || found.unknown < rows.length
  return { field, value: isKnown ? found.value : null, problem: problemOf(field, rows.length, found) }
}

function figureOf(snapshot: Snapshot, row: number, field: SummedField): number | null {
  if (field !== 'partitionCount') return listedFact(snapshot.topics, field, row, isDescribed(snapshot, row))
  const [from, to] = partitionRows(snapshot.catalog, row)
  return isDescribed(snapshot, row) ? to - from : null
}

interface Found {
  readonly unknown: number
  readonly doubtful: number
  readonly bounds: number
  readonly reason: Reason | null
}

const NOT_KNOWN: Reason = { code: 'unknown', message: 'Not known yet.' }

function problemOf(field: SummedField, count: number, { unknown, doubtful, bounds, reason }: Found): Problem | null {
  const why = (reason ?? NOT_KNOWN).message
  const are = (some: number) => `${some} of ${counted(count, 'topic')}`
  if (unknown > 0 && unknown === count) return { field, ...(reason ?? NOT_KNOWN) }
  if (unknown > 0) return { field, code: 'partial', message: `Unknown, and not included, for ${are(unknown)}: ${why}` }
  if (doubtful > 0) return { field, code: 'partial', message: `Uncertain for ${are(doubtful)}: ${why}` }
  if (bounds === 0) return null
  const message = `At most: ${are(bounds)} ${bounds === 1 ? 'has' : 'have'} fewer messages than offsets, or may have, because of compaction or transactions.`
  return { field, code: 'at-most', message }
}
