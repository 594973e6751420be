'use client'

import { ConnectionLink } from '#components/shared/connection-link.tsx'
import { explainError } from '#components/shared/error-help.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { type ConnectionCheckOptions, useConnection, useConnectionCheck } from '#lib/client/use-connection.ts'
import type { Cluster, ClusterItem } from '#lib/contract/clusters.ts'
import { findCause } from '#lib/format/connection-words.ts'
import { describeOffline, isUnusable } from '#lib/format/offline-words.ts'
import type { TimeZone } from '#lib/format/time-zone.ts'

interface OfflineBannerProps {
  item: ClusterItem
  /** The last known status. */
  cluster: Cluster | undefined
  nowMs: number
  zone: TimeZone
}

/** Since when the cluster is offline, why, and what to do. */
export function OfflineBanner({ item, cluster, nowMs, zone }: OfflineBannerProps) {
  const { data: check } = useConnection(isUnusable(item) ? null : item.id)
  const { trigger, isMutating } = useConnectionCheck(item.id)
  const advice = check && !check.ok ? findCause(check.steps)?.advice : undefined
  const note = describeOffline(item, cluster ?? { asOf: null }, advice, nowMs, zone)
  if (!note) return null
  const look = (options: ConnectionCheckOptions = {}) =>
    trigger(options).catch((error: unknown) => {
      const { title, message } = explainError(error)
      toast.error(title, { description: message })
    })
  return (
    <Notice
      tone="bad"
      className="mb-4"
      title={
        <>
          {note.title} <span aria-hidden>{note.age}</span>
        </>
      }
      actions={
        <>
          {note.isFinal && (
            <Button onClick={() => look()} isPending={isMutating}>
              Try again
            </Button>
          )}
          {note.isReplaced && (
            <Button onClick={() => look({ acceptsCluster: true })} isPending={isMutating}>
              Use this cluster
            </Button>
          )}
        </>
      }
    >
      {note.text} {note.canCheck && <ConnectionLink />}
    </Notice>
  )
}
