import Link from 'next/link'
import { Notice } from '#components/ui/notice.tsx'
import type { Cluster } from '#lib/contract/clusters.ts'
import { pagePaths, withQuery } from '#lib/contract/paths.ts'
import { describeUnhealthyGroups, unhealthyStatuses } from '#lib/format/group-words.ts'

/** How many groups are stopped, stalled or falling behind, which the health of brokers does not include. */
export function UnhealthyGroups({ cluster: { id, groupsByStatus } }: { cluster: Cluster }) {
  const parts = unhealthyStatuses.flatMap((status) => {
    const count = groupsByStatus?.[status]
    return count ? [{ status, count }] : []
  })
  if (parts.length === 0) return null
  return (
    <Notice
      isQuiet
      tone="note"
      className="mb-4"
      title={parts.map(({ status, count }, place) => (
        <span key={status}>
          {place > 0 && ', '}
          <Link href={withQuery(pagePaths.groups(id), { status })} className="underline hover:text-accent">
            {describeUnhealthyGroups(status, count, place === 0)}
          </Link>
        </span>
      ))}
    />
  )
}
