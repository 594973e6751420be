import { AppError } from '#lib/contract/errors.ts'
import { EMBEDDED_CLUSTER } from '#lib/contract/paths.ts'
import { ClusterMonitor } from '#lib/monitor/monitor.ts'
import type { RoundFailure } from '#lib/monitor/round-failure.ts'
import { type ClusterConfiguration, configuration } from './configuration.ts'
import { readDemo } from './embedded.ts'
import { singleton } from './singleton.ts'

export interface LiveCluster extends ClusterConfiguration {
  readonly monitor: ClusterMonitor
}

type Report = (error: unknown) => void

/** Brings up the configured clusters, each with its monitor. Called once, when the server starts. */
export function startClusters(report: Report): void {
  singleton(
    'clusters',
    () => new Map(configuration().clusters.map((cluster) => [cluster.id, bringUp(cluster, report)])),
  )
}

export function liveClusters(): ReadonlyMap<string, LiveCluster> {
  return singleton('clusters', () => new Map<string, LiveCluster>())
}

/** The cluster of a request; somebody looks at it now. */
export function requireCluster(id: string): LiveCluster {
  const cluster = liveClusters().get(id)
  if (!cluster) throw new AppError('not-found', `No cluster with the id "${id}" is configured.`)
  cluster.monitor.look()
  return cluster
}

/** The cluster of a request that changes something there. */
export function requireWritableCluster(id: string): LiveCluster {
  const cluster = requireCluster(id)
  if (!cluster.readOnly) return cluster
  throw new AppError('read-only', `The dashboard may change nothing in "${cluster.name}".`)
}

export function closeClusters(): void {
  for (const { monitor } of liveClusters().values()) monitor.close()
}

function bringUp(cluster: ClusterConfiguration, report: Report): LiveCluster {
  const diagnose = cluster.id === EMBEDDED_CLUSTER ? diagnoseEmbedded : undefined
  const monitor = new ClusterMonitor({ access: cluster.access, diagnose, onBug: report })
  monitor.start()
  return { ...cluster, monitor }
}

/** While the embedded brokers start, or when they cannot, a refused connection is not the news. */
async function diagnoseEmbedded(failure: RoundFailure): Promise<RoundFailure | null> {
  const { problem, brokers } = await readDemo()
  if (problem) return { code: 'unreachable', message: problem }
  const isStarting = brokers.some((broker) => broker.state === 'starting')
  return isStarting ? null : failure
}
