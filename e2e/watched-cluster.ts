import kafkajs, { type Producer } from 'kafkajs'
import type { KafkaCluster } from '#demo/cluster.ts'
import { runCommand } from '#demo/run-command.ts'
import { testCluster } from '#demo/test-cluster.ts'
import { makeTopicWhenFree } from '#demo/testing/new-topic.ts'
import { startMonitor } from '#e2e/test-monitor.ts'
import type { Command } from '#lib/commands/command.ts'
import { type OffsetResetRequest, offsetResetSchema } from '#lib/contract/group-offsets.ts'
import { type GroupItem, type GroupPartition, groupListQuery, groupPartitionListQuery } from '#lib/contract/groups.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { readGroupPartitions, resetGroupOffsets } from '#lib/monitor/queries/groups/group-changes.ts'
import { listGroups } from '#lib/monitor/queries/groups/groups.ts'
import { createTopic } from '#lib/monitor/queries/topics/topic-changes.ts'

export const WAIT = { timeout: 120_000, interval: 250 }

/** What we say of groups, and what Kafka's own programs say, on the cluster that all tests share. */
export class WatchedCluster {
  readonly cluster: KafkaCluster
  readonly monitor: ClusterMonitor
  readonly bootstrap: readonly string[]
  readonly kafka: InstanceType<typeof kafkajs.Kafka>
  /** Names that begin with it belong to the test. */
  readonly #prefix: string

  constructor(cluster: KafkaCluster, monitor: ClusterMonitor, prefix: string) {
    this.cluster = cluster
    this.#prefix = prefix
    this.bootstrap = cluster.bootstrap.split(',')
    this.monitor = monitor
    this.kafka = new kafkajs.Kafka({
      clientId: prefix,
      brokers: [...this.bootstrap],
      logLevel: kafkajs.logLevel.NOTHING,
      retry: { retries: 20 },
    })
  }

  makeTopic(name: string, partitions: number): Promise<void> {
    const wanted = { name, partitions, replicationFactor: 2, dryRun: false }
    return makeTopicWhenFree(this.cluster, wanted, (topic) => createTopic(this.monitor, topic))
  }

  list(query: Record<string, string> = {}): GroupItem[] {
    return listGroups(this.monitor.state, groupListQuery.parse({ q: `${this.#prefix}*`, ...query })).items
  }

  find(id: string): GroupItem | undefined {
    return this.list().find((group) => group.id === id)
  }

  async rows(id: string, query: Record<string, string> = {}): Promise<GroupPartition[]> {
    const wanted = groupPartitionListQuery.parse({ pageSize: '200', ...query })
    return (await readGroupPartitions(this.monitor, id, wanted)).items
  }

  async row(id: string, topic: string, partition: number): Promise<GroupPartition | undefined> {
    return (await this.rows(id, { topic })).find((row) => row.partition === partition)
  }

  reset(group: string, request: OffsetResetRequest) {
    return resetGroupOffsets(this.monitor, group, offsetResetSchema.parse({ dryRun: false, ...request }))
  }

  /** The lines that a command of a page prints about what is ours, parted into their words. */
  async outputLines(command: Command): Promise<string[][]> {
    const lines = (await runCommand(this.cluster, command)).split('\n').map((line) => line.trim().split(/\s+/))
    return lines.filter(([first = '']) => first.startsWith(this.#prefix))
  }
}

export async function watchTestCluster(prefix: string): Promise<WatchedCluster> {
  const cluster = await testCluster()
  return new WatchedCluster(cluster, await startMonitor(cluster), prefix)
}

/** So many messages to each partition. */
export async function produceEach(producer: Producer, topic: string, partitions: number, each: number): Promise<void> {
  const messages = Array.from({ length: partitions }, (_, partition) => ({ partition, value: 'fish' }))
  await producer.send({ topic, messages: Array.from({ length: each }, () => messages).flat() })
}

/** Group, topic, partition and offset of each row that a reset prints; the script of 3.9 puts them all into one line. */
export function readResets(text: string): string[] {
  const rows = text.slice(text.indexOf('NEW-OFFSET') + 'NEW-OFFSET'.length)
  return [...rows.matchAll(/(\S+)\s+(\S+)\s+(\d+)\s+(\d+)/g)].map(([, ...words]) => words.join(' '))
}
