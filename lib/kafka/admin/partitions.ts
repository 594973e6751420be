import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import {
  KAFKA_OK,
  KafkaError,
  LEADER_NOT_AVAILABLE,
  LEADERSHIP_MOVED,
  UNKNOWN_TOPIC_OR_PARTITION,
} from '#lib/kafka/protocol/error-codes.ts'
import type { MetadataBroker, MetadataTopic } from '#lib/kafka/protocol/metadata.ts'
import { readMetadata } from './cluster.ts'
import type { Failure, FanOut } from './fan-out.ts'

const MAX_ATTEMPTS = 3

interface Numbered {
  readonly id: number
}

interface Answer extends Numbered {
  readonly errorCode: number
}

type Ask<Question, Reply> = (leader: BrokerConnection, questions: readonly Question[]) => Promise<readonly Reply[]>

/**
 * Asks the leader of each partition of a topic. Where leadership has moved meanwhile, the new leader is asked, a few
 * times at most; each partition succeeds or fails by itself.
 */
export async function askLeaders<Question extends Numbered, Reply extends Answer>(
  connections: ConnectionSet,
  topic: string,
  questions: readonly Question[],
  ask: Ask<Question, Reply>,
  attempt = 1,
): Promise<FanOut<Reply>> {
  const data: Reply[] = []
  const failures: Failure[] = []
  const moved: Question[] = []
  const fail = ({ id }: Numbered, error: Error) => failures.push({ scope: `${topic}-${id}`, error })
  const retryOrFail = (question: Question, errorCode: number) => {
    if (LEADERSHIP_MOVED.has(errorCode) && attempt < MAX_ATTEMPTS) moved.push(question)
    else fail(question, new KafkaError(errorCode))
  }

  const { brokers, topics } = await readMetadata(connections, [topic])
  const { led, refused } = groupByLeader(questions, topics[0], brokers)
  for (const { question, errorCode } of refused) retryOrFail(question, errorCode)
  const answered = [...led].map(async ([leader, own]) => {
    try {
      const replies = new Map((await ask(connections.to(leader), own)).map((reply) => [reply.id, reply]))
      for (const question of own) {
        const reply = replies.get(question.id)
        if (reply?.errorCode === KAFKA_OK) data.push(reply)
        else retryOrFail(question, reply?.errorCode ?? UNKNOWN_TOPIC_OR_PARTITION)
      }
    } catch (error) {
      for (const question of own) fail(question, error instanceof Error ? error : new Error(String(error)))
    }
  })
  await Promise.all(answered)
  if (moved.length === 0) return { data, failures }
  const rest = await askLeaders(connections, topic, moved, ask, attempt + 1)
  return { data: [...data, ...rest.data], failures: [...failures, ...rest.failures] }
}

function groupByLeader<Question extends Numbered>(
  questions: readonly Question[],
  topic: MetadataTopic | undefined,
  brokers: readonly MetadataBroker[],
) {
  const led = new Map<MetadataBroker, Question[]>()
  const refused: { question: Question; errorCode: number }[] = []
  const partitions = new Map(topic?.partitions.map((partition) => [partition.id, partition]))
  for (const question of questions) {
    const partition = partitions.get(question.id)
    const leader = brokers.find(({ id }) => id === partition?.leader)
    if (leader) led.set(leader, [...(led.get(leader) ?? []), question])
    else if (partition) refused.push({ question, errorCode: LEADER_NOT_AVAILABLE })
    else refused.push({ question, errorCode: topic?.errorCode || UNKNOWN_TOPIC_OR_PARTITION })
  }
  return { led, refused }
}
