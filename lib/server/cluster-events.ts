import { type SnapshotPart, snapshotParts } from '#lib/contract/snapshot-parts.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { clusterStatus } from '#lib/monitor/queries/health.ts'
import { type EventSource, formatEvent } from './streams.ts'

/**
 * The events of a cluster: every snapshot, and every change of its status. A slow reader gets one event for all that it
 * missed.
 */
export function clusterEvents(monitor: ClusterMonitor): EventSource {
  // A new reader may have read its lists just before a change whose event it did not receive.
  const changed = new Set<SnapshotPart>(snapshotParts)
  let sentSnapshot: number | null = null
  let sentStatus = ''

  const takeStatus = () => {
    const { failure } = monitor.state
    const status = formatEvent('status', { status: clusterStatus(monitor.state), ...(failure && { error: failure }) })
    if (status === sentStatus) return ''
    sentStatus = status
    return status
  }
  const takeSnapshot = () => {
    const { snapshot } = monitor.state
    if (!snapshot || snapshot.number === sentSnapshot) return ''
    const event = formatEvent('snapshot', {
      snapshot: snapshot.number,
      asOf: new Date(snapshot.asOfMs).toISOString(),
      sentAt: new Date().toISOString(),
      publishedAt: new Date(monitor.publishedAtMs).toISOString(),
      changed: [...changed],
    })
    sentSnapshot = snapshot.number
    changed.clear()
    return event
  }

  return {
    take: () => takeSnapshot() + takeStatus() || null,
    follow: (wake) =>
      monitor.follow((event) => {
        for (const part of event.changed) changed.add(part)
        wake()
      }),
  }
}
