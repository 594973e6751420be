import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { type CreatedTopic, createTopics as createTopicsApi, type NewTopic } from '#lib/kafka/protocol/create-topics.ts'
import { BROKER_NOT_AVAILABLE, KAFKA_OK, KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { readMetadata } from './cluster.ts'
import type { FanOut } from './fan-out.ts'

const CREATE_TIMEOUT_MS = 15_000
const DEADLINE_MS = CREATE_TIMEOUT_MS + 2_000

/** Each topic succeeds or fails by itself. The controller is asked; with KRaft any broker forwards to it. */
export async function createTopics(
  connections: ConnectionSet,
  topics: readonly NewTopic[],
  { validateOnly = false }: { validateOnly?: boolean } = {},
): Promise<FanOut<CreatedTopic>> {
  const { brokers, controllerId } = await readMetadata(connections)
  const controller = brokers.find((broker) => broker.id === controllerId)
  if (!controller) throw new KafkaError(BROKER_NOT_AVAILABLE, 'The cluster has no controller right now.')
  const input = { topics, validateOnly, timeoutMs: CREATE_TIMEOUT_MS }
  const results = await connections.to(controller).send(createTopicsApi, input, DEADLINE_MS)
  return {
    data: results.filter((result) => result.errorCode === KAFKA_OK),
    failures: results
      .filter((result) => result.errorCode !== KAFKA_OK)
      .map((result) => ({ scope: result.name, error: new KafkaError(result.errorCode, result.errorMessage) })),
  }
}
