import { isDeepStrictEqual } from 'node:util'
import type { ClusterConfiguration, ConfigurationProblem } from './cluster-fields.ts'

/** A cluster as it runs, which may differ from the current configuration. */
export interface RunCluster extends ClusterConfiguration {
  /** Why the current configuration is not used, so that the previous one stays; null: it is used. */
  readonly outdated: ConfigurationProblem | null
}

interface PlannedCluster {
  readonly cluster: RunCluster
  /** start: nothing runs yet; reconnect: keeps what is known of the cluster. */
  readonly action: 'keep' | 'reconnect' | 'start'
}

/** The steps from the running clusters to the configured ones. Clusters that are no longer configured are closed. */
export function planReload(
  running: readonly RunCluster[],
  written: readonly ClusterConfiguration[],
): readonly PlannedCluster[] {
  return written.map((next) => {
    const before = running.find(({ id }) => id === next.id)
    if (!before || before.problem) return { cluster: { ...next, outdated: null }, action: 'start' }
    if (next.problem) {
      // A permission that was removed is removed at once, whatever else is invalid.
      const readOnly = before.readOnly || next.readOnly
      return { cluster: { ...before, readOnly, outdated: next.problem }, action: 'keep' }
    }
    if (!isDeepStrictEqual(before.intervals, next.intervals))
      return { cluster: { ...next, outdated: null }, action: 'start' }
    const isSameWay = isDeepStrictEqual(before.access, next.access)
    return { cluster: { ...next, outdated: null }, action: isSameWay ? 'keep' : 'reconnect' }
  })
}
