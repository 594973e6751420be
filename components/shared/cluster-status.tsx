import { StatusDot, type Tone } from '#components/ui/badge.tsx'
import type { ClusterStatus } from '#lib/contract/clusters.ts'

export const clusterLooks: Record<ClusterStatus, { tone: Tone; label: string }> = {
  online: { tone: 'ok', label: 'online' },
  degraded: { tone: 'warn', label: 'has problems' },
  offline: { tone: 'bad', label: 'does not answer' },
  connecting: { tone: 'neutral', label: 'connecting' },
}

export function ClusterStatusDot({ status }: { status: ClusterStatus }) {
  return <StatusDot {...clusterLooks[status]} />
}
