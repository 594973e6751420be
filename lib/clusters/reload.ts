import { isDeepStrictEqual } from 'node:util'
import type { ClusterConfiguration, ConfigurationProblem } from './cluster-fields.ts'

/** A cluster as it is run, which may no longer be what the files say. */
export interface RunCluster extends ClusterConfiguration {
  /** Why what is written now does not count, so that what was written before goes on; null: it does count. */
  readonly outdated: ConfigurationProblem | null
}

interface PlannedCluster {
  readonly cluster: RunCluster
  /** start: there is nothing yet that could go on; reconnect: with what is known of it. */
  readonly action: 'keep' | 'reconnect' | 'start'
}

/** What to do so that what runs becomes what is written. Who is not among the planned any more is let go. */
export function planReload(
  running: readonly RunCluster[],
  written: readonly ClusterConfiguration[],
): readonly PlannedCluster[] {
  return written.map((next) => {
    const before = running.find(({ id }) => id === next.id)
    if (!before || before.problem) return { cluster: { ...next, outdated: null }, action: 'start' }
    if (next.problem) {
      // Whoever takes a right away means it, whatever else is wrong.
      const readOnly = before.readOnly || next.readOnly
      return { cluster: { ...before, readOnly, outdated: next.problem }, action: 'keep' }
    }
    if (!isDeepStrictEqual(before.intervals, next.intervals))
      return { cluster: { ...next, outdated: null }, action: 'start' }
    const isSameWay = isDeepStrictEqual(before.access, next.access)
    return { cluster: { ...next, outdated: null }, action: isSameWay ? 'keep' : 'reconnect' }
  })
}
