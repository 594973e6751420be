import type { Page, Route } from '@playwright/test'
import type { ListReply, Problem } from '#lib/contract/common.ts'
import type { GroupHistory } from '#lib/contract/group-history.ts'
import type { OffsetResetReply } from '#lib/contract/group-offsets.ts'
import type { Group, GroupItem, GroupMember, GroupPartition } from '#lib/contract/groups.ts'
import { clusterItem } from './connection-api.ts'

const NOW = Date.now()
const agoIso = (ms: number) => new Date(NOW - ms).toISOString()
const MINUTE = 60_000

export function listOf<Item>(items: readonly Item[]): ListReply<Item> {
  return {
    items: [...items],
    total: items.length,
    page: 1,
    pageSize: 50,
    asOf: new Date(NOW).toISOString(),
    snapshot: 812,
    warnings: [],
  }
}

function wave(from: number, to: number): number[] {
  return Array.from({ length: 30 }, (_, index) =>
    Math.max(0, Math.round(from + ((to - from) * index) / 29 + Math.sin(index * 1.7) * (Math.abs(to - from) / 22 + 3))),
  )
}

export function groupItem(change: Partial<GroupItem> = {}): GroupItem {
  return {
    id: 'balance-service',
    type: 'classic',
    state: 'Stable',
    protocolType: 'consumer',
    assignor: 'range',
    coordinator: 1,
    memberCount: 2,
    topicCount: 1,
    totalLag: 8_756,
    maxPartitionLag: 5_310,
    partial: false,
    trend: 'draining',
    lagPoints: wave(14_652, 8_756),
    consumePerSecond: 104,
    producePerSecond: 98.2,
    timeLagMs: 435_000,
    etaMs: 1_397_000,
    status: 'catching-up',
    statusReason:
      'Lag draining by 6.0/s over the last 2 min 00 s. Now consuming 104/s, producing 98/s · ETA about 23 min 17 s.',
    problems: [],
    ...change,
  }
}

const notDraining: Problem = { field: 'etaMs', code: 'not-draining', message: 'The lag does not shrink.' }

const atLeast: Problem = {
  field: 'timeLagMs',
  code: 'partial',
  message: 'At least: on 1 partition the timestamp of the next message is not known yet.',
}

export const states = {
  'catching-up': groupItem(),
  'falling-behind': groupItem({
    id: 'slow-reporter',
    totalLag: 48_210,
    trend: 'growing',
    lagPoints: wave(31_000, 48_210),
    timeLagMs: 4_320_000,
    etaMs: null,
    consumePerSecond: 14,
    status: 'falling-behind',
    statusReason: 'Lag growing by 84/s over the last 2 min 00 s. Now consuming 14/s, producing 98/s.',
    problems: [notDraining, atLeast],
  }),
  stopped: groupItem({
    id: 'nightly-batch',
    state: 'Empty',
    memberCount: 0,
    totalLag: 31_044,
    trend: 'growing',
    lagPoints: wave(22_000, 31_044),
    timeLagMs: 2_640_000,
    etaMs: null,
    consumePerSecond: 0,
    status: 'stopped',
    statusReason: `No active members since ${agoIso(44 * MINUTE)} · lag 31,044.`,
    problems: [notDraining],
  }),
  stalled: groupItem({
    id: 'movie-recommender',
    totalLag: 1_902,
    trend: 'growing',
    lagPoints: wave(300, 1_902),
    timeLagMs: 252_000,
    etaMs: null,
    consumePerSecond: 0,
    status: 'stalled',
    statusReason: `No committed offset has moved since ${agoIso(4 * MINUTE)}, though 2 members are active · lag 1,902.`,
    problems: [notDraining],
  }),
  'caught-up': groupItem({
    id: 'weather-logger',
    memberCount: 1,
    totalLag: 0,
    maxPartitionLag: 0,
    trend: 'steady',
    lagPoints: wave(1, 0),
    timeLagMs: 0,
    etaMs: 0,
    consumePerSecond: 1,
    producePerSecond: 1,
    status: 'ok',
    statusReason: 'Up to date.',
  }),
  rebalancing: groupItem({
    id: 'clickstream',
    type: 'consumer',
    state: 'Reconciling',
    assignor: 'uniform',
    memberCount: 3,
    totalLag: 64,
    maxPartitionLag: 20,
    trend: 'steady',
    lagPoints: wave(40, 64),
    timeLagMs: 400,
    etaMs: 2_000,
    status: 'ok',
    statusReason: 'Lag steady over the last minutes. Now consuming 42/s, producing 42/s. The group is rebalancing.',
  }),
  share: groupItem({
    id: 'click-sampler',
    type: 'share',
    protocolType: 'share',
    totalLag: 120,
    maxPartitionLag: 40,
    trend: 'steady',
    lagPoints: wave(100, 120),
    timeLagMs: 3_000,
    etaMs: 6_000,
    status: 'ok',
    statusReason: 'Lag steady over the last minutes. Now consuming 42/s, producing 42/s.',
  }),
  unknown: groupItem({
    id: 'audit-tail',
    coordinator: null,
    totalLag: null,
    maxPartitionLag: null,
    trend: null,
    lagPoints: undefined,
    consumePerSecond: null,
    producePerSecond: null,
    timeLagMs: null,
    etaMs: null,
    status: 'unknown',
    statusReason: 'No committed offsets yet, so the lag is unknown.',
    problems: ['totalLag', 'trend', 'consumePerSecond', 'timeLagMs', 'etaMs'].map((field) => ({
      field,
      code: 'no-commit',
      message: 'The group has not committed anything.',
    })),
  }),
} satisfies Record<string, GroupItem>

export function partition(number: number, change: Partial<GroupPartition> = {}): GroupPartition {
  const endOffset = 96_269 + number * 1_371
  const lag = change.lag === undefined ? 600 + number * 97 : change.lag
  return {
    topic: 'transactions',
    partition: number,
    committed: lag === null ? null : endOffset - lag,
    startOffset: 1_326 + number * 300,
    endOffset,
    lastStableOffset: endOffset,
    exposure: null,
    status: 'ok',
    expired: 0,
    trend: 'draining',
    memberId: `balance-service-${(number % 2) + 1}-6b1f1c1e-8a44-4f0e-9c1a-0d6f3a1b2c3d`,
    clientId: `balance-service-${(number % 2) + 1}`,
    host: '/127.0.0.1',
    metadata: null,
    leaderEpoch: 4,
    consumePerSecond: 16,
    producePerSecond: 12.2,
    timeLagMs: 67_000 + number * 4_000,
    timeLagIs: number % 3 === 1 ? 'estimated' : 'measured',
    etaMs: 214_000,
    problems: [],
    ...change,
    lag,
  }
}

const caughtUp = { lag: 0, trend: 'steady', timeLagMs: 0, etaMs: 0 } as const

export const partitions: readonly GroupPartition[] = [
  partition(0, { lag: 40_812 }),
  partition(1, { lag: 11_790 }),
  partition(2, { lastStableOffset: 98_000 }),
  partition(3, {
    lag: null,
    exposure: 97_315,
    status: 'no-commit',
    trend: null,
    timeLagMs: null,
    timeLagIs: null,
    etaMs: null,
    consumePerSecond: null,
    problems: ['committed', 'lag', 'trend', 'timeLagMs', 'etaMs', 'consumePerSecond'].map((field) => ({
      field,
      code: 'no-commit',
      message: 'The group has no committed offset on this partition.',
    })),
  }),
  partition(4),
  partition(5, {
    startOffset: 60_000,
    committed: 58_796,
    lag: 44_328,
    status: 'behind-retention',
    expired: 1_204,
    problems: [
      {
        field: 'lag',
        code: 'behind-retention',
        message: '1,204 messages expired before being read; they are included in the lag.',
      },
    ],
  }),
  partition(6, caughtUp),
  partition(7, {
    ...caughtUp,
    committed: 200_000,
    status: 'ahead-of-end',
    problems: [
      {
        field: 'lag',
        code: 'ahead-of-end',
        message:
          'The committed offset is 94,134 offsets beyond the end: the topic was truncated, or deleted and re-created.',
      },
    ],
  }),
]

export const members: readonly GroupMember[] = [1, 2].map((number) => ({
  id: `balance-service-${number}-6b1f1c1e-8a44-4f0e-9c1a-0d6f3a1b2c3d`,
  clientId: `balance-service-${number}`,
  instanceId: null,
  host: `/10.0.0.${number}`,
  assignment: [{ topic: 'transactions', partitions: [0, 2, 4, 6].map((id) => id + number - 1) }],
  problems: [],
}))

/** On the way from two members to three. */
export const movingMembers: readonly GroupMember[] = [
  {
    ...members[0],
    assignment: [{ topic: 'clicks', partitions: [0, 1, 2] }],
    targetAssignment: [{ topic: 'clicks', partitions: [0, 1] }],
    epoch: 6,
  },
  {
    ...members[1],
    assignment: [{ topic: 'clicks', partitions: [3, 4, 5] }],
    targetAssignment: [{ topic: 'clicks', partitions: [3, 4] }],
    epoch: 7,
  },
  {
    ...members[1],
    id: 'new',
    clientId: 'clickstream-3',
    assignment: [],
    targetAssignment: [{ topic: 'clicks', partitions: [2, 5] }],
    epoch: 7,
  },
].map((member) => ({ id: '', clientId: null, instanceId: null, host: null, problems: [], ...member }))

const POINTS = 120

export const history: GroupHistory = {
  resolutionMs: 30_000,
  points: Array.from({ length: POINTS }, (_, index) => {
    const rise = Math.min(Math.max(0, index - 28), 46)
    const fall = Math.max(0, index - 74)
    return {
      at: agoIso((POINTS - index) * 30_000),
      lag: Math.max(0, Math.round(40 + rise * 317 - fall * 130 + Math.sin(index) * 60)),
      producePerSecond: 98 + Math.sin(index / 2) * 6,
      consumePerSecond: index < 28 ? 98 + Math.sin(index / 3) * 8 : index < 74 ? 52 + Math.sin(index) * 4 : 104,
      memberCount: index >= 28 && index < 74 ? 1 : 2,
    }
  }),
  events: [
    { at: agoIso((POINTS - 28) * 30_000), kind: 'rebalance', text: 'member left, rebalance' },
    { at: agoIso((POINTS - 74) * 30_000), kind: 'joined', text: 'member joined' },
  ],
}

export const resetPlan: OffsetResetReply['rows'] = [
  { topic: 'transactions', partition: 0, before: 90_000, after: 1_326, change: -88_674, note: null },
  { topic: 'transactions', partition: 1, before: 97_000, after: 97_640, change: 640, note: null },
  { topic: 'transactions', partition: 2, before: null, after: 1_926, change: null, note: null },
  {
    topic: 'transactions',
    partition: 3,
    before: 5,
    after: 2_226,
    change: 2_221,
    note: 'Moved into the log, which begins at 2,226.',
  },
  { topic: 'transactions', partition: 4, before: 2_526, after: 2_526, change: 0, note: null },
]

interface Mocked {
  readonly cluster?: string
  readonly items?: readonly GroupItem[]
  readonly group?: GroupItem
  readonly partitions?: readonly GroupPartition[]
  readonly members?: readonly GroupMember[]
  readonly history?: GroupHistory
  readonly readOnly?: boolean
  /** Answers what changes something; without it everything succeeds. */
  readonly onChange?: (route: Route) => Promise<void> | void
}

/** Plays what the server says of groups, and has the cluster itself say that it may be changed or not. */
export async function mockGroups(page: Page, mocked: Mocked = {}): Promise<void> {
  const base = `**/api/clusters/${mocked.cluster ?? 'demo'}`
  const items = mocked.items ?? Object.values(states)
  const item = mocked.group ?? states['catching-up']
  const rows = mocked.partitions ?? partitions
  const group: Group = {
    ...item,
    topics: [...new Set(rows.map(({ topic }) => topic))].map((topic) => ({
      topic,
      partitionCount: rows.filter((row) => row.topic === topic).length,
      lag: item.totalLag,
      timeLagMs: item.timeLagMs,
      etaMs: item.etaMs,
      memberCount: item.memberCount,
    })),
  }
  const at = `${base}/groups/${encodeURIComponent(item.id)}`
  const reads: [url: string, body: unknown][] = [
    [`${base}/groups?*`, listOf(items)],
    [at, group],
    [`${at}/partitions?*`, listOf(rows)],
    [`${at}/members?*`, listOf(mocked.members ?? (item.memberCount === 0 ? [] : members))],
    [`${at}/history?*`, mocked.history ?? history],
    [`${base}/topics/*/groups?*`, listOf(items.map((found) => ({ ...found, lag: found.totalLag, partitionCount: 8 })))],
  ]
  const change = async (route: Route) => {
    if (mocked.onChange) return mocked.onChange(route)
    const request = route.request()
    const isReset = request.method() === 'POST'
    return route.fulfill({
      json: isReset ? { rows: resetPlan, applied: !request.postDataJSON().dryRun } : { deleted: [], failures: [] },
    })
  }
  for (const [url, json] of reads) {
    await page.route(url, (route) => (route.request().method() === 'GET' ? route.fulfill({ json }) : change(route)))
  }
  await page.route(`${at}/offsets?*`, change)
  await page.route(`${at}/offsets`, change)
  await page.route(`${at}?*`, change)
  if (mocked.readOnly) {
    const items = [clusterItem({ readOnly: true })]
    await page.route('**/api/clusters', (route) => route.fulfill({ json: { items } }))
  }
}
