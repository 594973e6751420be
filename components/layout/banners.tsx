'use client'

import { usePathname } from 'next/navigation'
import { HealthNotices } from '#components/shared/health-notices.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useClusterId, useLive } from '#lib/client/live.tsx'
import { useCluster, useClusterItem } from '#lib/client/use-clusters.ts'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { describeUnreliability } from '#lib/format/cluster-health.ts'
import { isWaitingForUser } from '#lib/format/offline-words.ts'
import { formatTime } from '#lib/format/time.ts'
import { OfflineBanner } from './offline-banner.tsx'

const LOST_AFTER_MS = 3_000

/** What makes everything on the page unreliable: the dashboard, the cluster or its controllers do not answer. */
export function Banners() {
  const id = useClusterId()
  const { data: cluster } = useCluster(id)
  const item = useClusterItem()
  // The connection page shows the same, and more.
  const isOfConnection = usePathname() === pagePaths.connection(id)
  const { connection, lostAtMs, clockAheadMs, shown } = useLive()
  const now = useNow()
  const zone = useTimeZone()
  const isLost = connection === 'lost' && lostAtMs !== null && now - lostAtMs > LOST_AFTER_MS
  if (isLost) {
    return (
      <Notice tone="bad" title="The dashboard is not responding." className="mb-4">
        {shown && `The data on this page is stale since ${formatTime(shown.takenAtMs, now, zone)}. `}
        The page reconnects when the dashboard is back.
      </Notice>
    )
  }
  if (isOfConnection) return null
  const nowMs = now + clockAheadMs
  if (item?.status === 'offline') return <OfflineBanner item={item} cluster={cluster} nowMs={nowMs} zone={zone} />
  const isOver = item !== undefined && isWaitingForUser(item)
  return cluster ? <HealthNotices notes={describeUnreliability(cluster, isOver, nowMs, zone)} /> : null
}
