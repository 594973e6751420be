import { ConnectionLink } from '#components/shared/connection-link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useClusterItem } from '#lib/client/use-clusters.ts'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import type { Warning } from '#lib/contract/common.ts'
import { repeatsUnreliability } from '#lib/format/cluster-health.ts'
import { isWaitingForUser } from '#lib/format/offline-words.ts'
import { formatTimesIn } from '#lib/format/times-in-text.ts'

interface ListWarningsProps {
  warnings: readonly Warning[]
  isNothingKnown: boolean
}

/** Problems of a list as a whole: that nothing is known, or which part is stale or missing and why. */
export function ListWarnings({ warnings, isNothingKnown }: ListWarningsProps) {
  const now = useNow(60_000)
  const zone = useTimeZone()
  const item = useClusterItem()
  if (isNothingKnown) {
    // Why a cluster is offline is shown above every page.
    if (item?.status === 'offline') return <Notice tone="warn" title="Nothing is known yet." className="mb-3" />
    return warnings.map(({ code, message }) => (
      <Notice key={code} tone="bad" title="Nothing is known yet." className="mb-3">
        {formatTimesIn(message, now, zone)}{' '}
        {item && isWaitingForUser(item) ? 'Highwater does not retry by itself.' : 'Highwater keeps trying.'}{' '}
        {item?.error && <ConnectionLink />}
      </Notice>
    ))
  }
  const texts = new Set(warnings.filter((warning) => !repeatsUnreliability(warning)).map(({ message }) => message))
  if (texts.size === 0) return null
  return (
    <Notice tone="warn" title="Part of this list is stale or missing." className="mb-3">
      {[...texts].map((text) => formatTimesIn(text, now, zone)).join(' ')}
    </Notice>
  )
}
