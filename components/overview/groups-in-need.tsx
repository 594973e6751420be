import Link from 'next/link'
import { Notice } from '#components/ui/notice.tsx'
import { useGroups } from '#lib/client/use-groups.ts'
import { pagePaths, withQuery } from '#lib/contract/paths.ts'
import { describeInNeed, statusesInNeed } from '#lib/format/group-words.ts'

/** How many groups are stopped, stalled or fall behind, which the health of brokers does not tell. */
export function GroupsInNeed({ cluster }: { cluster: string }) {
  const totals = {
    stopped: useGroups(cluster, { status: 'stopped', pageSize: 1 }).data?.total,
    stalled: useGroups(cluster, { status: 'stalled', pageSize: 1 }).data?.total,
    'falling-behind': useGroups(cluster, { status: 'falling-behind', pageSize: 1 }).data?.total,
  }
  const parts = statusesInNeed.flatMap((status) => {
    const count = totals[status]
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
          <Link href={withQuery(pagePaths.groups(cluster), { status })} className="underline hover:text-accent">
            {describeInNeed(status, count, place === 0)}
          </Link>
        </span>
      ))}
    />
  )
}
