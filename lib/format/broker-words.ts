import type { Cluster } from '#lib/contract/clusters.ts'
import { isMisleading } from '#lib/contract/misleading.ts'

interface BrokerWords {
  readonly up: string
  readonly down: string
}

/** What brokers are called that answer here, and those that do not: where all are elsewhere, none need be down. */
export function brokerWords(cluster: Pick<Cluster, 'problems' | 'brokerCount'> | undefined): BrokerWords {
  const areElsewhere = cluster?.brokerCount === 0 && isMisleading(cluster)
  return areElsewhere ? { up: 'reached', down: 'not reached' } : { up: 'up', down: 'down' }
}
