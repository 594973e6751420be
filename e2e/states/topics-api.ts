import type { Page } from '@playwright/test'
import type { History } from '#lib/contract/history.ts'
import type { PartitionItem } from '#lib/contract/partitions.ts'
import type { TopicSums } from '#lib/contract/topic-sums.ts'
import type { Topic, TopicItem } from '#lib/contract/topics.ts'
import { history, listOf } from './groups-api.ts'
import { topic as weather } from './messages-api.ts'

export function topicItem(change: Partial<Topic> = {}): Topic {
  return { ...weather, ...change }
}

export function partitionItem(id: number, change: Partial<PartitionItem> = {}): PartitionItem {
  return {
    id,
    leader: 1,
    leaderEpoch: 3,
    replicas: [1, 2, 3],
    isr: [1, 2, 3],
    offlineReplicas: [],
    replicaSizes: [74_000_000, 73_900_000, 73_800_000],
    startOffset: 1_326 + id,
    endOffset: 196_269 + id,
    lastStableOffset: 196_269 + id,
    messages: 194_943,
    sizeBytes: 74_000_000,
    producePerSecond: 12.4,
    status: 'ok',
    problems: [],
    ...change,
  }
}

interface MockedTopics {
  readonly items?: readonly TopicItem[]
  readonly totals?: TopicSums
  /** The topic whose page is opened. */
  readonly topic?: Topic
  readonly partitions?: readonly PartitionItem[]
}

/** Plays what the server says of topics. */
export async function mockTopics(page: Page, mocked: MockedTopics = {}): Promise<void> {
  const base = '**/api/clusters/demo/topics'
  const topic = mocked.topic ?? topicItem()
  const at = `${base}/${encodeURIComponent(topic.name)}`
  const written: History = { resolutionMs: 30_000, points: history.points, events: [] }
  const partitions = mocked.partitions ?? [partitionItem(0), partitionItem(1)]
  const rates = (mocked.items ?? [topic]).map(({ name }) => ({ name, producePoints: [3, 8, 5, 12] }))
  const reads: [url: string, body: unknown][] = [
    [`${base}?*`, { ...listOf(mocked.items ?? [topic]), totals: mocked.totals ?? null }],
    ['**/api/clusters/demo/topic-rates?*', listOf(rates)],
    [at, topic],
    [`${at}/partitions?*`, { ...listOf(partitions), topicId: topic.topicId }],
    [`${at}/history?*`, written],
  ]
  for (const [url, json] of reads) await page.route(url, (route) => route.fulfill({ json }))
}
