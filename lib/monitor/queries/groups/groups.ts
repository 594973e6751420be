import type { ListReply } from '#lib/contract/common.ts'
import { AppError } from '#lib/contract/errors.ts'
import { groupStatuses, groupTypes, lagTrends } from '#lib/contract/group-states.ts'
import { type Group, type GroupItem, type GroupListQuery, type GroupSort, withOrder } from '#lib/contract/groups.ts'
import { visibleText } from '#lib/format/visible-text.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { orderOnce } from '#lib/monitor/queries/row-orders.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import { groupTopicRows, statusAt } from '#lib/monitor/snapshot/group-columns.ts'
import { listPage, sortRows } from '#lib/monitor/snapshot/list-page.ts'
import { type MonitorState, requireSnapshot } from '#lib/monitor/snapshot/monitor-state.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { describeGroup, describeGroupTopic, groupEtaOf, groupTimeLagOf, statusReasonOf } from './group-items.ts'
import { groupsOnTopic } from './group-topic-rows.ts'

export function listGroups(state: MonitorState, query: GroupListQuery): ListReply<GroupItem> {
  return listPage(whereGroupsAreKnown(state), withOrder(query), (snapshot) => ({
    passes: filterOf(snapshot, query),
    sorted: ({ sort, order }) => sortedGroups(snapshot, sort, order),
    nameOf: (row) => snapshot.groups.ids[row] ?? '',
    describe: (row) => describeGroup(snapshot, row),
    tiers: ['groups', 'offsets'],
  }))
}

export function getGroup(monitor: ClusterMonitor, id: string): Group {
  const snapshot = requireSnapshot(whereGroupsAreKnown(monitor.state))
  const row = requireGroup(snapshot, id)
  lookAt(monitor, id)
  const [from, to] = groupTopicRows(snapshot.groups, row)
  const topics = Array.from({ length: to - from }, (_, index) => describeGroupTopic(snapshot, row, from + index))
  return { ...describeGroup(snapshot, row), topics }
}

/** The group is kept at every moment for a while; who only reads does not wait for that. */
export function lookAt(monitor: Pick<ClusterMonitor, 'call'>, id: string): void {
  monitor.call('watchGroup', id).catch(() => {})
}

/** For a while, the time lags of the groups with the most lag are sampled; who only reads does not wait for that. */
export function lookAtLists(monitor: Pick<ClusterMonitor, 'call'>): void {
  monitor.call('watchLists', null).catch(() => {})
}

/** Until the groups have been asked, a list of them is not empty but unknown, as before the first snapshot. */
export function whereGroupsAreKnown(state: MonitorState): MonitorState {
  const { snapshot, failure } = state
  if (!snapshot || snapshot.groupsAtMs !== null) return state
  return { snapshot: null, failure: failure ?? snapshot.tiers.groups.failure }
}

/** The row of a group, or the error that says that there is none. */
export function requireGroup({ groups }: Snapshot, id: string): number {
  const row = groups.ids.indexOf(id)
  if (row < 0)
    throw new AppError('not-found', `There is no group "${visibleText(id)}" in this cluster.`, { field: 'g' })
  return row
}

function filterOf(snapshot: Snapshot, query: GroupListQuery): ((row: number) => boolean) | undefined {
  const { state, type, status, topic } = query
  if (state === undefined && type === undefined && status === undefined && topic === undefined) return undefined
  const { groups } = snapshot
  const wantedState = state?.toLowerCase()
  const wantedType = type === undefined ? null : groupTypes.indexOf(type)
  const wantedStatus = status === undefined ? null : groupStatuses.indexOf(status)
  const onTopic = topic === undefined ? null : new Set(groupsOnTopic(snapshot, topic).map(({ group }) => group))
  return (row) =>
    (wantedState === undefined || groups.states[row]?.toLowerCase() === wantedState) &&
    (wantedType === null || groups.types[row] === wantedType) &&
    (wantedStatus === null || groups.statuses[row] === wantedStatus) &&
    (onTopic === null || onTopic.has(row))
}

function sortedGroups(snapshot: Snapshot, sort: GroupSort, order: 'asc' | 'desc'): readonly number[] {
  const keyOf = (by: GroupSort, row: number) => groupKey(snapshot, by, row)
  return orderOnce(snapshot, `groups ${sort} ${order}`, (before) =>
    sortRows(snapshot.groups.ids.length, keyOf, { sort, order }, before),
  )
}

/** From good to bad, as those who sort by it look for one or the other. */
const trendOrder = ['draining', 'steady', 'growing'] as const satisfies readonly (typeof lagTrends)[number][]

export function groupKey(snapshot: Snapshot, sort: GroupSort, row: number): string | number | boolean | null {
  const { groups } = snapshot
  switch (sort) {
    case 'id':
      return groups.ids[row] ?? null
    case 'type':
      return groupTypes[groups.types[row] ?? 0] ?? null
    case 'state':
      return groups.states[row] ?? null
    case 'protocolType':
      return groups.protocolTypes[row] || null
    case 'assignor':
      return groups.assignors[row] ?? null
    case 'coordinator':
      return groups.coordinators[row] ?? null
    case 'memberCount':
      return known(groups.memberCounts[row])
    case 'topicCount': {
      const [from, to] = groupTopicRows(groups, row)
      return to - from
    }
    case 'totalLag':
      return known(groups.totalLags[row])
    case 'maxPartitionLag':
      return known(groups.maxPartitionLags[row])
    case 'partial':
      return (groups.unknown[row] ?? 0) > 0
    case 'trend': {
      const trend = lagTrends[groups.trends[row] ?? -1]
      return trend === undefined ? null : trendOrder.indexOf(trend)
    }
    case 'consumePerSecond':
      return known(groups.consumedPerSecond[row])
    case 'producePerSecond':
      return known(groups.producedPerSecond[row])
    case 'timeLagMs':
      return groupTimeLagOf(snapshot, row)
    case 'etaMs':
      return groupEtaOf(snapshot, row)
    case 'status':
      return statusAt(groups, row)
    case 'statusReason':
      return statusReasonOf(snapshot, row)
    default:
      return sort satisfies never
  }
}
