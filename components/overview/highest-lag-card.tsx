import Link from 'next/link'
import { GroupLink, LagCell, TimeLagCell } from '#components/shared/group-cells.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { Sparkline } from '#components/shared/sparkline.tsx'
import { StatusDot } from '#components/ui/badge.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useFirst } from '#lib/client/places.ts'
import { useGroups } from '#lib/client/use-groups.ts'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import type { GroupItem } from '#lib/contract/groups.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { statusWords } from '#lib/format/group-words.ts'
import { formatTimesIn } from '#lib/format/times-in-text.ts'

const SHOWN = 5

/** The groups with the most lag, and why; those that are starred come first. */
export function HighestLagCard({ cluster }: { cluster: string }) {
  const first = useFirst(cluster, 'group')
  const groups = useGroups(cluster, { sort: 'totalLag', order: 'desc', pageSize: SHOWN, first })
  const all = (
    <Link href={pagePaths.groups(cluster)} className="text-accent hover:underline">
      View groups
    </Link>
  )
  return (
    <Card className="self-start">
      <CardHeader title="Highest lag" aside={all} />
      <QueryState query={groups} skeleton={<Skeleton className="m-3.5 h-40" />}>
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
  const { id, status, statusReason, lagPoints, totalLag, trend, timeLagMs, problems, partial } = group
  const { tone, word } = statusWords[status]
  const now = useNow(60_000)
  const zone = useTimeZone()
  const reason = formatTimesIn(statusReason, now, zone)
  return (
    <li className="flex items-center gap-x-4 border-line border-b px-3.5 py-2.5 last:border-b-0">
      <div className="min-w-0 grow">
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
      <span className="max-sm:hidden">
        <Sparkline points={lagPoints} label={`Recent lag of ${id}`} tone={tone} />
      </span>
      <span className="flex shrink-0 flex-col items-end tabular-nums sm:w-20">
        <LagCell value={totalLag} trend={trend} isPartial={partial} problems={problems} field="totalLag" />
        <span className="text-muted text-small sm:hidden">
          <TimeLagCell value={timeLagMs} problems={problems} field="timeLagMs" />
        </span>
      </span>
      <span className="w-24 shrink-0 text-right text-muted tabular-nums max-sm:hidden">
        <TimeLagCell value={timeLagMs} problems={problems} field="timeLagMs" />
      </span>
    </li>
  )
}
