import type { LiveCluster } from '#lib/clusters/registry.ts'
import { groupStatuses } from '#lib/contract/group-states.ts'
import { inTime } from '#lib/monitor/queries/deadline.ts'
import { certainTimeLagOf } from '#lib/monitor/queries/groups/group-items.ts'
import { known } from '#lib/monitor/snapshot/columns.ts'
import { groupTopicRows } from '#lib/monitor/snapshot/group-columns.ts'
import type { FiguresPage, PositionFigures } from '#lib/monitor/snapshot/position-figures.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { writeExposition } from './exposition.ts'

type Watched = Pick<LiveCluster, 'id' | 'monitor'>

interface Scraped {
  readonly id: string
  readonly snapshot: Snapshot
  /** null: not requested, or not reported. */
  readonly positions: readonly PositionFigures[] | null
}

const MS = 1_000

/** The snapshot under the metric names of kafka-lag-exporter, so that its dashboards and alerts keep working. */
export async function describeMetrics(clusters: Iterable<Watched>, detail: 'partition' | undefined): Promise<string> {
  const scraped: Scraped[] = []
  const reached: { readonly id: string; readonly isReached: boolean }[] = []
  for (const { id, monitor } of clusters) {
    const { snapshot, failure } = monitor.state
    reached.push({ id, isReached: snapshot !== null && failure === null })
    if (!snapshot) continue
    scraped.push({ id, snapshot, positions: detail ? await readPositions(monitor) : null })
  }
  return writeExposition([
    {
      name: 'highwater_cluster_reached',
      help: 'Whether the last poll of the cluster succeeded.',
      samples: reached.map(({ id, isReached }) => ({ labels: { cluster_name: id }, value: isReached ? 1 : 0 })),
    },
    ...ageMetrics(scraped),
    ...groupMetrics(scraped),
    ...topicMetrics(scraped),
    ...(detail ? partitionMetrics(scraped) : []),
    ...processMetrics(),
  ])
}

async function readPositions(monitor: Watched['monitor']): Promise<PositionFigures[] | null> {
  const pages: FiguresPage[] = []
  let after: string | null = null
  try {
    do {
      const page: FiguresPage = await inTime(monitor.call('positionFigures', after))
      pages.push(page)
      after = page.last
    } while (after !== null)
    return pages.flatMap(({ figures }) => figures)
  } catch {
    return null
  }
}

function ageMetrics(clusters: readonly Scraped[]) {
  const help = 'Unix time of the snapshot.'
  const samples = clusters.flatMap(({ id, snapshot }) => [
    { labels: { cluster_name: id, of: 'topics' }, value: snapshot.asOfMs / MS },
    { labels: { cluster_name: id, of: 'groups' }, value: snapshot.groupsAtMs && snapshot.groupsAtMs / MS },
  ])
  return [{ name: 'highwater_as_of_timestamp_seconds', help, samples }]
}

function groupMetrics(clusters: readonly Scraped[]) {
  const byGroup = (name: string, help: string, read: (snapshot: Snapshot, row: number) => number | null) => ({
    name: `kafka_consumergroup_${name}`,
    help,
    samples: each(clusters, ({ id, snapshot }) =>
      each(snapshot.groups.ids.entries(), ([row, group]) => [
        { labels: { cluster_name: id, group }, value: read(snapshot, row) },
      ]),
    ),
  })
  return [
    byGroup(
      'group_sum_lag',
      'Messages that a group has not read, over the partitions of which that is known.',
      (s, row) => known(s.groups.totalLags[row]),
    ),
    byGroup('group_max_lag', 'The most on one partition that a group has not read.', (s, row) =>
      known(s.groups.maxPartitionLags[row]),
    ),
    byGroup(
      'group_max_lag_seconds',
      'How long the oldest message that a group has not read has been there.',
      (s, row) => inSeconds(certainTimeLagOf(s, row)),
    ),
    byGroup('group_members', 'Members of a group.', (s, row) => known(s.groups.memberCounts[row])),
    byGroup('group_unknown_partitions', 'Partitions of a group of which the lag is not known.', (s, row) =>
      known(s.groups.unknown[row]),
    ),
    byGroup(
      'group_partitions_without_commit',
      'Partitions of a group without a committed offset: they are not included in the lag.',
      (s, row) => known(s.groups.withoutCommit[row]),
    ),
    byGroup(
      'group_partitions_beyond_end',
      'Partitions on which a group has committed an offset beyond the end.',
      (s, row) => known(s.groups.beyondEnd[row]),
    ),
    {
      name: 'highwater_group_status',
      help: 'How a group is, as the dashboard says it: 1 for the status that it has.',
      samples: each(clusters, ({ id, snapshot: { groups } }) =>
        each(groups.ids.entries(), ([row, group]) => [
          {
            labels: { cluster_name: id, group, status: groupStatuses[groups.statuses[row] ?? -1] ?? 'unknown' },
            value: 1,
          },
        ]),
      ),
    },
    {
      name: 'kafka_consumergroup_group_topic_sum_lag',
      help: 'Messages on a topic that a group has not read.',
      samples: each(clusters, ({ id, snapshot: { groups } }) =>
        each(groups.ids.entries(), ([row, group]) => {
          const [from, to] = groupTopicRows(groups, row)
          return Array.from({ length: to - from }, (_, index) => ({
            labels: { cluster_name: id, group, topic: groups.topicNames[from + index] ?? '' },
            value: known(groups.topicLags[from + index]),
          }))
        }),
      ),
    },
  ]
}

function topicMetrics(clusters: readonly Scraped[]) {
  const byTopic = (name: string, help: string, column: keyof Snapshot['topics']) => ({
    name: `kafka_topic_${name}`,
    help,
    samples: each(clusters, ({ id, snapshot }) =>
      each(snapshot.catalog.names.entries(), ([row, topic]) => [
        { labels: { cluster_name: id, topic }, value: known(snapshot.topics[column][row]) },
      ]),
    ),
  })
  return [
    byTopic(
      'messages',
      'End offsets minus start offsets: an upper bound, as compaction and transactions leave offsets without a message.',
      'messages',
    ),
    byTopic('size_bytes', "One replica of each partition: the leaders'.", 'sizeBytes'),
    byTopic('replica_bytes', 'All replicas.', 'replicaBytes'),
    byTopic('produced_per_second', 'Messages produced per second, recently.', 'producePerSecond'),
    byTopic('under_replicated_partitions', 'Under-replicated partitions.', 'underReplicated'),
    byTopic('leaderless_partitions', 'Offline partitions: they have no leader.', 'leaderless'),
  ]
}

/** With the labels of kafka-lag-exporter. */
function partitionMetrics(clusters: readonly Scraped[]) {
  const byPartition = (name: string, help: string, valueIn: (position: PositionFigures) => number | null) => ({
    name: `kafka_consumergroup_${name}`,
    help,
    samples: each(clusters, ({ id, positions }) =>
      each(positions ?? [], (position) => [
        {
          labels: {
            cluster_name: id,
            group: position.group,
            topic: position.topic,
            partition: String(position.partition),
            member_host: position.host ?? '',
            consumer_id: position.memberId ?? '',
            client_id: position.clientId ?? '',
          },
          value: valueIn(position),
        },
      ]),
    ),
  })
  return [
    {
      name: 'highwater_partitions_told',
      help: 'Whether the lag of single partitions is included.',
      samples: clusters.map(({ id, positions }) => ({ labels: { cluster_name: id }, value: positions ? 1 : 0 })),
    },
    byPartition('group_offset', 'The offset of the next message that a group reads.', ({ committed }) => committed),
    byPartition('group_lag', 'Messages on a partition that a group has not read.', ({ lag }) => lag),
    byPartition('group_lag_seconds', 'How long the oldest of them has been there.', ({ timeLagMs }) =>
      inSeconds(timeLagMs),
    ),
  ]
}

/** Like flatMap, but lazy. */
function* each<Item, Made>(items: Iterable<Item>, make: (item: Item) => Iterable<Made>): Generator<Made> {
  for (const item of items) yield* make(item)
}

function processMetrics() {
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  const one = (value: number) => [{ labels: {}, value }]
  return [
    { name: 'process_resident_memory_bytes', help: 'Resident memory of the dashboard.', samples: one(rss) },
    { name: 'nodejs_heap_size_used_bytes', help: 'Heap in use on the main thread.', samples: one(heapUsed) },
    {
      name: 'process_cpu_seconds_total',
      help: 'Processor time of the dashboard.',
      type: 'counter' as const,
      samples: one((user + system) / 1e6),
    },
    {
      name: 'process_start_time_seconds',
      help: 'Unix time at which the dashboard started.',
      samples: one(Math.round(Date.now() / MS - process.uptime())),
    },
  ]
}

function inSeconds(ms: number | null): number | null {
  return ms === null ? null : ms / MS
}
