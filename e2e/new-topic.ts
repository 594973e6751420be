import type { KafkaCluster } from '#demo/cluster.ts'
import { until } from '#demo/processes.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { readTopicOffsets } from '#lib/kafka/admin/offsets.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import { KAFKA_OK } from '#lib/kafka/protocol/error-codes.ts'
import { AT_END } from '#lib/kafka/protocol/list-offsets.ts'

const PATIENCE_MS = 60_000

/**
 * Makes a topic once its name is free, and waits until every broker knows it and every leader knows that it is one.
 * Brokers that agree among themselves are quick with the name; with ZooKeeper a topic that was deleted keeps it until it
 * is gone from every disk. Where one leader does not know yet, kafkajs sends anew what other brokers still write, so that
 * it is there twice.
 */
export async function makeTopicWhenFree(
  cluster: KafkaCluster,
  name: string,
  make: () => Promise<unknown>,
): Promise<void> {
  await until(`the name ${name} to be free`, PATIENCE_MS, () =>
    make().then(
      () => true,
      (error) => {
        if (toAppError(error)?.code === 'exists') return false
        throw error
      },
    ),
  )
  await Promise.all(cluster.brokers.map((broker) => untilKnown(broker, name)))
  await untilLed(cluster, name)
}

async function untilLed({ bootstrap }: KafkaCluster, name: string): Promise<void> {
  const connections = new ConnectionSet({ bootstrap: parseAddresses(bootstrap) })
  try {
    await until(`all of ${name} to be led`, PATIENCE_MS, async () => {
      const { topics } = await readMetadata(connections, [name])
      const questions = (topics[0]?.partitions ?? []).map(({ id }) => ({ id, timestampMs: AT_END }))
      const { data } = await readTopicOffsets(connections, name, questions, 'offsets')
      return data.length > 0 && data.filter(({ errorCode }) => errorCode === KAFKA_OK).length === questions.length
    })
  } finally {
    connections.close()
  }
}

async function untilKnown({ host, port }: { host: string; port: number }, name: string): Promise<void> {
  const connections = new ConnectionSet({ bootstrap: [{ host, port }] })
  try {
    await until(`${host}:${port} to know ${name}`, PATIENCE_MS, async () => {
      const { topics } = await readMetadata(connections, [name])
      return topics[0]?.errorCode === KAFKA_OK
    })
  } finally {
    connections.close()
  }
}
