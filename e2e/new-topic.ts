import type { KafkaCluster } from '#demo/cluster.ts'
import { until } from '#demo/processes.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { toAppError } from '#lib/kafka/failure.ts'

const PATIENCE_MS = 60_000

/**
 * Makes a topic once its name is free, and waits until every broker knows it. Brokers that agree among themselves are
 * quick with both; with ZooKeeper a topic that was deleted keeps its name until it is gone from every disk.
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
}

async function untilKnown({ host, port }: { host: string; port: number }, name: string): Promise<void> {
  const connections = new ConnectionSet({ bootstrap: [{ host, port }] })
  try {
    await until(`${host}:${port} to know ${name}`, PATIENCE_MS, async () => {
      const { topics } = await readMetadata(connections, [name])
      return topics[0]?.errorCode === 0
    })
  } finally {
    connections.close()
  }
}
