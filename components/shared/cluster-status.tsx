import { StatusDot, type Tone } from '#components/ui/badge.tsx'
import type { ClusterItem, ClusterStatus } from '#lib/contract/clusters.ts'
import { isRefused, isUnusable } from '#lib/format/offline-words.ts'

interface StatusLook {
  readonly tone: Tone
  readonly label: string
}

const looks: Record<ClusterStatus, StatusLook> = {
  online: { tone: 'ok', label: 'online' },
  degraded: { tone: 'warn', label: 'unhealthy' },
  offline: { tone: 'bad', label: 'not responding' },
  connecting: { tone: 'neutral', label: 'connecting' },
}

/** The status of a cluster in a few words, with the reason if it does not change by itself. */
export function clusterLook(cluster: Pick<ClusterItem, 'status' | 'error'>): StatusLook {
  if (isUnusable(cluster)) return { tone: 'bad', label: 'misconfigured' }
  if (isRefused(cluster)) return { tone: 'bad', label: 'authentication failed' }
  return looks[cluster.status]
}

export function ClusterStatusDot({ cluster }: { cluster: Pick<ClusterItem, 'status' | 'error'> }) {
  return <StatusDot {...clusterLook(cluster)} />
}
