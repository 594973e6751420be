import type { APIRequestContext } from '@playwright/test'
import kafkajs from 'kafkajs'

/** The Kafka behind the dashboard under test, for those who read and write there. */
export async function connectToDemo(request: APIRequestContext, clientId: string) {
  const { access } = await (await request.get('/api/clusters/demo')).json()
  return new kafkajs.Kafka({
    clientId,
    brokers: access.bootstrap,
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 20 },
  })
}

export type Kafka = Awaited<ReturnType<typeof connectToDemo>>

/** By partition, the next message that a group reads, as Kafka keeps it; without what it has not committed. */
export async function committedBy(kafka: Kafka, groupId: string, topic: string): Promise<Map<number, number>> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] })
    const known = (found?.partitions ?? []).map(({ partition, offset }) => [partition, Number(offset)] as const)
    return new Map(known.filter(([, offset]) => offset >= 0).toSorted(([a], [b]) => a - b))
  } finally {
    await admin.disconnect()
  }
}
