import type { Cluster } from '#lib/contract/clusters.ts'
import { isMisleading } from '#lib/contract/misleading.ts'

interface BrokerWords {
  readonly up: string
  readonly down: string
}

/**
 * The words for brokers that answer and for those that do not. If no advertised address can be reached but another one
 * can, or the SSH host in between has failed, a broker that does not answer need not be down.
 */
export function brokerWords(cluster: Pick<Cluster, 'problems' | 'brokerCount'> | undefined): BrokerWords {
  const areElsewhere = cluster?.brokerCount === 0 && isMisleading(cluster)
  const areBehindSsh = cluster?.problems.some(({ code }) => code === 'ssh')
  return areElsewhere || areBehindSsh ? { up: 'reached', down: 'not reached' } : { up: 'up', down: 'down' }
}
