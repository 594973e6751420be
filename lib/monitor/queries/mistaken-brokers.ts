import type { ConnectionCode } from '#lib/contract/connection.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'
import { detourProblems } from './health.ts'

const mistaken: ReadonlySet<ConnectionCode | undefined> = new Set<ConnectionCode>(['other-cluster', 'other-broker'])

/** Where another broker answers than the one that is meant, in sentences for the log. */
export function mistakenBrokers({ snapshot, failure }: MonitorState): string[] {
  const ofRound = failure && mistaken.has(failure.reason) ? [failure.message] : []
  const ofBrokers = (snapshot?.brokers ?? []).flatMap(({ liveness }) =>
    liveness.failure && mistaken.has(liveness.failure.code) ? [liveness.failure.message] : [],
  )
  const ofDetour = snapshot && mistaken.has(snapshot.detour?.reason) ? detourProblems(snapshot) : []
  return [...new Set([...ofRound, ...ofBrokers, ...ofDetour.map(({ message }) => message)])]
}
