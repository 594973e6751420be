import { singleton } from '#lib/clusters/singleton.ts'
import { AppError } from '#lib/contract/errors.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'

interface Tried {
  readonly name: string
  readonly problem?: object | null | undefined
  readonly monitor: { readonly state: Pick<MonitorState, 'snapshot' | 'failure'> }
}

/**
 * Refuses until every cluster has been tried once. A cluster that is down is none of this server's business, and one
 * that is configured later takes the others not out of service.
 */
export function assertReady(clusters: Iterable<Tried>): void {
  const readiness = singleton('readiness', () => ({ isReached: false }))
  if (readiness.isReached) return
  const untried = untriedClusters(clusters)
  if (untried.length > 0) {
    throw new AppError('unavailable', `Not tried yet: ${untried.join(', ')}.`, { retryAfterSeconds: 1 })
  }
  readiness.isReached = true
}

export function untriedClusters(clusters: Iterable<Tried>): string[] {
  return [...clusters]
    .filter(({ problem, monitor: { state } }) => !problem && !state.snapshot && !state.failure)
    .map(({ name }) => name)
}
