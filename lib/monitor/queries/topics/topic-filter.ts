import type { Warning } from '#lib/contract/common.ts'
import type { TopicFilter } from '#lib/contract/topics.ts'
import { counted } from '#lib/format/number.ts'
import { KAFKA_OK } from '#lib/kafka/protocol/error-codes.ts'
import { oncePerSnapshot } from '#lib/monitor/queries/once-per-snapshot.ts'
import { COMPACTS, DELETES } from '#lib/monitor/snapshot/config-columns.ts'
import { nameMatcher } from '#lib/monitor/snapshot/name-matcher.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'

/** The rows of the topics that match, by name, and how many are missing only because it is not known whether they match. */
interface Matches {
  readonly rows: readonly number[]
  readonly leftOutCount: number
}

const findMatches = oncePerSnapshot((snapshot: Snapshot, filter: TopicFilter): Matches => {
  const matches = nameMatcher(filter.q)
  const rows: number[] = []
  let leftOutCount = 0
  for (const [row, name] of snapshot.catalog.names.entries()) {
    if (!matches(name)) continue
    if (passes(snapshot, row, filter)) rows.push(row)
    else if (filter.policy && isLeftOut(snapshot, row, filter)) leftOutCount++
  }
  return { rows, leftOutCount }
})

/** Of a query only what narrows the list counts, so that its pages and orders share the result. */
export function matchingTopics(snapshot: Snapshot, filter: TopicFilter): Matches {
  return findMatches(snapshot, filterOf(filter))
}

export function filterOf({ q, internal, health, policy }: TopicFilter): TopicFilter {
  return { q, internal, health, policy }
}

export function isDescribed({ catalog }: Snapshot, row: number): boolean {
  return catalog.errorCodes[row] === KAFKA_OK
}

type FactsFilter = Omit<TopicFilter, 'q'>

export function passes(snapshot: Snapshot, row: number, filter: FactsFilter): boolean {
  return passesWithoutPolicy(snapshot, row, filter) && passesPolicy(snapshot, row, filter)
}

function passesWithoutPolicy(snapshot: Snapshot, row: number, { internal, health }: FactsFilter): boolean {
  const { catalog, topics } = snapshot
  if (!internal && catalog.internal[row]) return false
  if (health === 'all') return true
  const isWell = !topics.underReplicated[row] && !topics.leaderless[row] && !topics.leaderDown[row]
  return !isWell || !isDescribed(snapshot, row)
}

function passesPolicy({ configs }: Snapshot, row: number, { policy: wanted }: FactsFilter): boolean {
  if (!wanted) return true
  return ((configs.policies[row] ?? 0) & (wanted === 'delete' ? DELETES : COMPACTS)) !== 0
}

/** Whether a topic is left out only because its cleanup policy is not known. */
export function isLeftOut(snapshot: Snapshot, row: number, filter: FactsFilter): boolean {
  return snapshot.configs.configErrors[row] !== KAFKA_OK && passesWithoutPolicy(snapshot, row, filter)
}

export function warnOfLeftOut(count: number): Warning {
  const are = counted(count, 'topic is', 'topics are')
  return {
    code: 'partial',
    message: `${are} not included, because the configuration to filter by is unknown.`,
    scope: 'configs',
  }
}
