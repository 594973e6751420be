import { AppError } from '#lib/contract/errors.ts'
import { EMBEDDED_CLUSTER } from '#lib/contract/paths.ts'
import { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { mistakenBrokers } from '#lib/monitor/queries/mistaken-brokers.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'
import type { RoundFailure } from '#lib/monitor/snapshot/round-failure.ts'
import {
  ConfigurationError,
  type ConfigurationProblem,
  configuration,
  readServedConfiguration,
  replaceConfiguration,
} from './configuration.ts'
import { readDemo } from './embedded.ts'
import { planReload, type RunCluster } from './reload.ts'
import { singleton } from './singleton.ts'
import { SourceWatch } from './source-watch.ts'

export interface LiveCluster extends RunCluster {
  readonly monitor: ClusterMonitor
  /** Aborted when this monitor is closed, so that no reader waits for its events. */
  readonly leave: AbortController
}

interface Reports {
  /** A message of our own. */
  readonly onBug: (error: unknown) => void
  /** The mistakes in the configuration, in sentences without secrets. */
  readonly onProblems: (sentences: readonly string[]) => void
  /** Another broker answers than the one that is meant; said once for as long as that is so. */
  readonly onMistaken: (cluster: string, sentence: string) => void
}

/** Starts the configured clusters, each with its monitor. Called once, when the server starts. */
export function startClusters(reports: Reports): void {
  const clusters = registry()
  for (const configured of configuration().clusters) {
    const cluster = { ...configured, outdated: null }
    clusters.set(cluster.id, { ...cluster, monitor: bringUp(cluster, reports), leave: new AbortController() })
  }
  reportProblems(reports)
  watch().onChange = () => reloadClusters(reports)
  watch().files.watch(configuration().stamps)
}

/** Reads the configuration again and applies the changes. An invalid configuration changes nothing. */
export function reloadClusters(reports: Reports): void {
  try {
    const next = readServedConfiguration(process.env)
    watch().files.watch(next.stamps)
    replaceConfiguration(next)
    follow(reports)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      reports.onBug(error)
      return
    }
    watch().files.watch(error.stamps)
    const outdated: ConfigurationProblem = { message: error.sentences.join('\n') }
    for (const [id, cluster] of registry()) if (id !== EMBEDDED_CLUSTER) registry().set(id, { ...cluster, outdated })
    reports.onProblems(error.sentences)
    return
  }
  reportProblems(reports)
}

export function liveClusters(): ReadonlyMap<string, LiveCluster> {
  return registry()
}

/** The cluster of a request, which counts as a view of it. */
export function requireCluster(id: string): LiveCluster {
  const cluster = liveClusters().get(id)
  if (!cluster) throw new AppError('not-found', `No cluster with the id "${id}" is configured.`)
  if (cluster.problem) {
    const { message, hint } = cluster.problem
    throw new AppError('unavailable', message, hint === undefined ? {} : { hint })
  }
  cluster.monitor.look()
  return cluster
}

/** The cluster of a request that changes it. */
export function requireWritableCluster(id: string): LiveCluster {
  const cluster = requireCluster(id)
  if (!cluster.readOnly) return cluster
  throw new AppError('read-only', `The dashboard may change nothing in "${cluster.name}".`)
}

export function closeClusters(): void {
  watch().files.close()
  for (const { monitor } of liveClusters().values()) monitor.close()
}

function registry(): Map<string, LiveCluster> {
  return singleton('clusters', () => new Map<string, LiveCluster>())
}

function watch() {
  return singleton('configuration-watch', () => {
    const holder = { onChange: () => {}, files: new SourceWatch(() => holder.onChange()) }
    return holder
  })
}

function follow(reports: Reports): void {
  const running = registry()
  const planned = planReload([...running.values()], configuration().clusters)
  const before = new Map(running)
  // In the current order of the configuration.
  running.clear()
  for (const { cluster, action } of planned) {
    const known = before.get(cluster.id)
    if (known && action !== 'start') {
      before.delete(cluster.id)
      if (action === 'reconnect') known.monitor.reconnect(cluster.access).catch(reports.onBug)
      running.set(cluster.id, { ...cluster, monitor: known.monitor, leave: known.leave })
    } else {
      // A cluster that is still invalid was reported before.
      const sinceMs = known?.problem && cluster.problem ? known.monitor.state.failedSinceMs : null
      const monitor = bringUp(cluster, reports, sinceMs)
      running.set(cluster.id, { ...cluster, monitor, leave: new AbortController() })
    }
  }
  for (const { monitor, leave } of before.values()) {
    monitor.close()
    leave.abort()
  }
}

function bringUp(
  cluster: RunCluster,
  { onBug, onMistaken }: Reports,
  failedSinceMs: number | null = null,
): ClusterMonitor {
  const diagnose = cluster.id === EMBEDDED_CLUSTER ? diagnoseEmbedded : undefined
  const failure = cluster.problem ? ({ code: 'invalid', ...cluster.problem } as const) : undefined
  const { access, intervals } = cluster
  let said: readonly string[] = []
  const onState = (state: MonitorState) => {
    const sentences = mistakenBrokers(state)
    for (const sentence of sentences) if (!said.includes(sentence)) onMistaken(cluster.id, sentence)
    said = sentences
  }
  const monitor = new ClusterMonitor({ access, intervals, failure, failedSinceMs, diagnose, onState, onBug })
  if (!failure) monitor.start()
  return monitor
}

function reportProblems({ onProblems }: Reports): void {
  const sentences = [...liveClusters().values()].flatMap(({ problem, outdated }) => {
    const wrong = problem ?? outdated
    return wrong ? [wrong.message] : []
  })
  if (sentences.length > 0) onProblems([...new Set(sentences)])
}

/** While the embedded brokers start, or if they cannot, a refused connection is expected. */
async function diagnoseEmbedded(failure: RoundFailure): Promise<RoundFailure | null> {
  const { problem, brokers } = await readDemo()
  if (problem) return { code: 'unreachable', message: problem }
  const isStarting = brokers.some((broker) => broker.state === 'starting')
  return isStarting ? null : failure
}
