import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { createPartitions as createPartitionsApi, type GrownTopic } from '#lib/kafka/protocol/create-partitions.ts'
import { type CreatedTopic, createTopics as createTopicsApi, type NewTopic } from '#lib/kafka/protocol/create-topics.ts'
import { type DeletedTopic, deleteTopics as deleteTopicsApi } from '#lib/kafka/protocol/delete-topics.ts'
import { controllerOf } from './controller.ts'
import { type FanOut, requireOutcome, toFanOut } from './fan-out.ts'

const TIMEOUT_MS = 15_000
const DEADLINE_MS = TIMEOUT_MS + 2_000

interface CreateOptions {
  /** Only asks whether it could be done. */
  readonly validateOnly?: boolean
}

/** Each topic succeeds or fails by itself. */
export async function createTopics(
  connections: ConnectionSet,
  topics: readonly NewTopic[],
  { validateOnly = false }: CreateOptions = {},
): Promise<FanOut<CreatedTopic>> {
  const controller = await controllerOf(connections)
  const outcomes = await controller.send(createTopicsApi, { topics, validateOnly, timeoutMs: TIMEOUT_MS }, DEADLINE_MS)
  return toFanOut(
    topics.map(({ name }) => name),
    outcomes,
  )
}

/** Each topic succeeds or fails by itself. */
export async function deleteTopics(
  connections: ConnectionSet,
  names: readonly string[],
): Promise<FanOut<DeletedTopic>> {
  const controller = await controllerOf(connections)
  return toFanOut(names, await controller.send(deleteTopicsApi, { names, timeoutMs: TIMEOUT_MS }, DEADLINE_MS))
}

/** `count` is how many partitions the topic shall have in all. */
export async function createPartitions(connections: ConnectionSet, name: string, count: number): Promise<GrownTopic> {
  const controller = await controllerOf(connections)
  const input = { topics: [{ name, count }], validateOnly: false, timeoutMs: TIMEOUT_MS }
  return requireOutcome(name, await controller.send(createPartitionsApi, input, DEADLINE_MS))
}
