import type { SecureCluster } from '#demo/secure-cluster.ts'
import { type ClusterConfiguration, readConfiguration } from '#lib/clusters/configuration.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import type { ClusterAccess } from '#lib/kafka/connection/access.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'

/** A topic that is there, so that there is something to see. */
export const SEEN_TOPIC = 'doors'

export async function makeSeenTopic({ cluster }: Pick<SecureCluster, 'cluster'>, copies = 3): Promise<void> {
  const topic = ['--topic', SEEN_TOPIC, '--partitions', '3', '--replication-factor', String(copies)]
  const args = ['--bootstrap-server', cluster.bootstrap, '--create', '--if-not-exists', ...topic]
  const { code, stderr } = await cluster.tool('kafka-topics.sh', args)
  if (code !== 0) throw new Error(`The topic ${SEEN_TOPIC} was not made: ${stderr}`)
}

/** The cluster that these variables, and the files they name, make for the dashboard. */
export function configured(environment: Readonly<Record<string, string>>): ClusterConfiguration {
  const { clusters } = readConfiguration({ HIGHWATER_CONFIG: 'none', ...environment })
  const [cluster] = clusters
  if (!cluster) throw new Error('These variables name no cluster.')
  return cluster
}

export interface Seen {
  readonly topics: readonly string[]
  /** Those that answered under the address that the cluster tells. */
  readonly brokers: readonly number[]
}

/** What is seen of a cluster when everybody it names is asked, over connections that are closed again. */
export async function lookAt(access: ClusterAccess): Promise<Seen> {
  const connections = new ConnectionSet(access)
  try {
    const { topics, brokers } = await readMetadata(connections)
    connections.learn(brokers)
    const asked = brokers.map(async ({ id, host, port }) => {
      const { apis } = await connections.to({ host, port }).versions()
      return apis.size > 0 ? [id] : []
    })
    const answered = (await Promise.all(asked)).flat()
    return { topics: topics.map(({ name }) => name), brokers: answered.sort((a, b) => a - b) }
  } finally {
    connections.close()
  }
}
