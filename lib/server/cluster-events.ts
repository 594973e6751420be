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

  const times = () => ({
    sentAt: new Date().toISOString(),
    publishedAt: new Date(monitor.publishedAtMs).toISOString(),
  })
  const takeStatus = () => {
    const { failure } = monitor.state
    const status = { status: clusterStatus(monitor.state), ...(failure && { error: failure }) }
    const text = JSON.stringify(status)
    if (text === sentStatus) return ''
    sentStatus = text
    return formatEvent('status', { ...status, ...times() })
  }
  const takeSnapshot = () => {
    const { snapshot } = monitor.state
    if (!snapshot || snapshot.number === sentSnapshot) return ''
    const event = formatEvent('snapshot', {
      snapshot: snapshot.number,
      asOf: new Date(snapshot.asOfMs).toISOString(),
      ...times(),
      changed: [...changed],
    })
    sentSnapshot = snapshot.number
    changed.clear()
    return event
  }

  return {
    take: () => takeStatus() + takeSnapshot() || null,
    follow: (wake) =>
      monitor.follow((event) => {
        for (const part of event.changed) changed.add(part)
        wake()
      }),
  }
}
