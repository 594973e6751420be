import type { BrokerConnection } from '#lib/kafka/connection/broker-connection.ts'
import type { ConnectionSet, Lane } from '#lib/kafka/connection/connection-set.ts'
import {
  KAFKA_OK,
  KafkaError,
  LEADER_NOT_AVAILABLE,
  UNKNOWN_TOPIC_OR_PARTITION,
  WILL_PASS,
} from '#lib/kafka/protocol/error-codes.ts'
import type { MetadataBroker, MetadataTopic } from '#lib/kafka/protocol/metadata.ts'
import { readMetadata } from './cluster.ts'
import type { FanOut } from './fan-out.ts'

const MAX_ATTEMPTS = 3
/** An election takes about as long. */
const PAUSE_MS = 300

interface Numbered {
  readonly id: number
}

interface Answer extends Numbered {
  readonly errorCode: number
}

interface Asking<Question, Reply> {
  readonly topic: string
  readonly questions: readonly Question[]
  /** A connection of its own for slow requests keeps the quick ones from waiting behind them. */
  readonly lane: Lane
  readonly ask: (leader: BrokerConnection, questions: readonly Question[]) => Promise<readonly Reply[]>
}

/** The numbers of a topic's partitions, as the brokers tell now. */
export async function readPartitionIds(connections: ConnectionSet, topic: string): Promise<number[]> {
  const { topics } = await readMetadata(connections, [topic])
  const found = topics.find(({ name }) => name === topic)
  if (!found || found.errorCode !== KAFKA_OK) throw new KafkaError(found?.errorCode ?? UNKNOWN_TOPIC_OR_PARTITION)
  return found.partitions.map(({ id }) => id).sort((a, b) => a - b)
}

/**
 * Asks the leader of each partition of a topic. Where leadership has moved meanwhile, the new leader is asked, a few
 * times at most; each partition succeeds or fails by itself. Fails as a whole only before anybody was asked.
 */
export async function askLeaders<Question extends Numbered, Reply extends Answer>(
  connections: ConnectionSet,
  asking: Asking<Question, Reply>,
): Promise<FanOut<Reply>> {
  const data: Reply[] = []
  const failures = new Map<number, Error>()
  let open = asking.questions
  for (let attempt = 1; open.length > 0 && attempt <= MAX_ATTEMPTS; attempt++) {
    if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    const round = await askOnce(connections, { ...asking, questions: open }).catch((error) => {
      // What others have answered or done by now must not be lost with it.
      if (attempt === 1) throw error
      return { data: [], failed: open.map((question) => ({ question, error: asError(error) })) }
    })
    data.push(...round.data)
    for (const { question, error } of round.failed) failures.set(question.id, error)
    for (const { id } of round.data) failures.delete(id)
    open = round.failed.filter(({ error }) => willPass(error)).map(({ question }) => question)
  }
  return { data, failures: [...failures].map(([id, error]) => ({ scope: `${asking.topic}-${id}`, error })) }
}

interface Round<Question, Reply> {
  readonly data: Reply[]
  readonly failed: { readonly question: Question; readonly error: Error }[]
}

async function askOnce<Question extends Numbered, Reply extends Answer>(
  connections: ConnectionSet,
  { topic, questions, lane, ask }: Asking<Question, Reply>,
): Promise<Round<Question, Reply>> {
  const { brokers, topics } = await readMetadata(connections, [topic])
  const { led, refused } = groupByLeader(questions, topics[0], brokers)
  const data: Reply[] = []
  const failed = refused.map(({ question, errorCode }) => ({ question, error: asError(new KafkaError(errorCode)) }))
  const answered = [...led].map(async ([leader, own]) => {
    try {
      const replies = new Map((await ask(connections.to(leader, lane), own)).map((reply) => [reply.id, reply]))
      for (const question of own) {
        const reply = replies.get(question.id)
        if (reply?.errorCode === KAFKA_OK) data.push(reply)
        else failed.push({ question, error: new KafkaError(reply?.errorCode ?? UNKNOWN_TOPIC_OR_PARTITION) })
      }
    } catch (error) {
      for (const question of own) failed.push({ question, error: asError(error) })
    }
  })
  await Promise.all(answered)
  return { data, failed }
}

/** A leader that refuses so has done nothing, so that it, or the one that follows it, may be asked again. */
function willPass(error: Error): boolean {
  return error instanceof KafkaError && WILL_PASS.has(error.errorCode)
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
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
