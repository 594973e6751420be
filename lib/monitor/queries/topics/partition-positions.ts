import type { ListReply } from '#lib/contract/common.ts'
import { AppError } from '#lib/contract/errors.ts'
import type { PartitionItem, PartitionListQuery } from '#lib/contract/partitions.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { within } from '#lib/monitor/queries/deadline.ts'
import { furthestBehind } from '#lib/monitor/queries/groups/group-topic-rows.ts'
import { listPartitions } from './partitions.ts'

const MAX_GROUPS = 5
const PATIENCE_MS = 1_000

/** The partitions of a topic, and where some groups stand on each. */
export async function listPartitionsWithPositions(
  monitor: ClusterMonitor,
  topic: string,
  { groups, ...query }: PartitionListQuery,
): Promise<ReturnType<typeof listPartitions>> {
  const page = listPartitions(monitor, topic, query)
  const { snapshot } = monitor.state
  const ids = groups === undefined ? highestLagOn(snapshot, topic) : parseGroups(groups)
  if (ids.length === 0 || page.items.length === 0) return page
  const stood = await readPositions(monitor, topic, ids)
  return stood ? { ...page, items: page.items.map((item) => withPositions(item, stood)) } : withoutPositions(page)
}

type Positions = readonly { readonly group: string; readonly committed: Readonly<Record<number, number>> }[]

/** The partitions do not wait for long for what is only beside them. */
function readPositions(monitor: ClusterMonitor, topic: string, ids: readonly string[]): Promise<Positions | null> {
  const answer = monitor.call('groupPositions', { topic, ids }).catch(() => null)
  return within(PATIENCE_MS, answer, () => null)
}

function withPositions(item: PartitionItem, positions: Positions): PartitionItem {
  const at = positions.map(({ group, committed }) => ({ group, committed: committed[item.id] ?? null }))
  return { ...item, positions: at }
}

function withoutPositions<Page extends ListReply<PartitionItem>>(page: Page): Page {
  const message = 'The committed offsets of the groups were not read in time.'
  return { ...page, warnings: [...page.warnings, { code: 'timeout', message, scope: 'groups' }] }
}

function highestLagOn(snapshot: ClusterMonitor['state']['snapshot'], topic: string): string[] {
  const highest = snapshot && furthestBehind(snapshot, topic)
  return highest ? [highest.group] : []
}

function parseGroups(groups: string): string[] {
  if (groups === '') return []
  const ids = groups.split(',')
  if (ids.length > MAX_GROUPS) {
    throw new AppError('invalid', `At most ${MAX_GROUPS} groups can be requested at once.`, { field: 'groups' })
  }
  try {
    return ids.map(decodeURIComponent)
  } catch (cause) {
    throw new AppError('invalid', 'The group IDs have an invalid percent-encoding.', { field: 'groups', cause })
  }
}
