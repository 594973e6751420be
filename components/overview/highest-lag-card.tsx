import { GroupLink, LagCell, TimeLagCell } from '#components/shared/group-cells.tsx'
import { type Query, QueryState } from '#components/shared/query-state.tsx'
import { Sparkline } from '#components/shared/sparkline.tsx'
import { StatusDot } from '#components/ui/badge.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Link } from '#components/ui/link.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import type { ListReply } from '#lib/contract/common.ts'
import type { GroupItem } from '#lib/contract/groups.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { statusWords } from '#lib/format/group-words.ts'
import { formatTimesIn } from '#lib/format/times-in-text.ts'
import { HighestLagTape } from './highest-lag-tape.tsx'

/** The groups with the most lag, and why: each with the tape of the partition on which it has the most. */
export function HighestLagCard({ query }: { query: Query<ListReply<GroupItem>> }) {
  const aside = (
    <Link href={pagePaths.groups(useClusterId())} className="text-accent hover:underline">
      View groups
    </Link>
  )
  return (
    <Card>
      <CardHeader title="Highest lag" aside={aside} />
      <QueryState query={query} skeleton={<Skeleton className="m-3.5 h-60" />}>
        {({ items, total }) =>
          items.length === 0 ? (
            <p className="px-3.5 py-8 text-center text-muted">
              {total === null
                ? 'The groups have not been read yet.'
                : 'No consumer groups yet. One appears here as soon as a consumer joins it.'}
            </p>
          ) : (
            <ul>
              {items.map((group) => (
                <GroupRow key={group.id} group={group} />
              ))}
            </ul>
          )
        }
      </QueryState>
    </Card>
  )
}

function GroupRow({ group }: { group: GroupItem }) {
  const { id, status, statusReason, lagPoints, totalLag, trend, timeLagMs, problems, partial, highestLagAt } = group
  const { tone, word } = statusWords[status]
  const now = useNow(60_000)
  const zone = useTimeZone()
  const reason = formatTimesIn(statusReason, now, zone)
  const timeLag = <TimeLagCell value={timeLagMs} problems={problems} field="timeLagMs" />
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-line border-b px-3.5 py-2 last:border-b-0 sm:flex-nowrap">
      <div className="min-w-0 flex-1">
        <p className="flex">
          <GroupLink id={id} />
        </p>
        <p className="flex items-center gap-2 text-muted text-small" title={reason}>
          <StatusDot tone={tone} label={word} />
          <span className="truncate">
            {word}
            {status === 'ok' ? '' : `: ${reason}`}
          </span>
        </p>
      </div>
      <span className="block w-40 shrink-0 max-sm:order-last max-sm:w-full">
        {highestLagAt && <HighestLagTape group={id} at={highestLagAt} />}
      </span>
      <span className="max-sm:hidden">
        <Sparkline points={lagPoints} label={`Recent lag of ${id}`} tone={tone} />
      </span>
      <span className="flex shrink-0 flex-col items-end tabular-nums sm:w-20">
        <LagCell value={totalLag} trend={trend} isPartial={partial} problems={problems} field="totalLag" />
        <span className="text-muted text-small">{timeLag}</span>
      </span>
    </li>
  )
}
