'use client'

import { NumberCell, RateCell } from '#components/shared/cells.tsx'
import { Fact, Facts } from '#components/shared/facts.tsx'
import { EtaCell, TimeLagCell } from '#components/shared/group-cells.tsx'
import { useGroupPartitions } from '#lib/client/use-groups.ts'
import type { Group } from '#lib/contract/groups.ts'

/** The figures of a group, in plain words. */
export function GroupFacts({ cluster, group }: { cluster: string; group: Group }) {
  const { problems, totalLag, etaMs, memberCount } = group
  // Where it has committed beyond the end, there is no lag either, but it is not up to date.
  const isCaughtUp = totalLag === 0 && etaMs === 0
  const timeLagMs = useTimeLag(cluster, group)
  return (
    <Facts>
      <Fact name="Behind by" detail={totalLag !== null && (totalLag === 1 ? 'message' : 'messages')}>
        {group.partial && totalLag !== null && <span title="Of some partition nothing is known">at least </span>}
        <NumberCell value={totalLag} problems={problems} field="totalLag" />
      </Fact>
      <Fact name="Next unread written" detail={timeLagMs ? 'ago' : null}>
        {isCaughtUp ? 'nothing unread' : <TimeLagCell value={timeLagMs} problems={problems} field="timeLagMs" />}
      </Fact>
      <Fact name="Reading" detail={group.consumePerSecond !== null && '/s'}>
        <RateCell value={group.consumePerSecond} problems={problems} field="consumePerSecond" />
      </Fact>
      <Fact name="Written" detail={group.producePerSecond !== null && '/s'}>
        <RateCell value={group.producePerSecond} problems={problems} field="producePerSecond" />
      </Fact>
      <Fact name={isCaughtUp ? 'Caught up' : 'Caught up in'}>
        {etaMs ? 'about ' : ''}
        <EtaCell value={etaMs} problems={problems} field="etaMs" />
      </Fact>
      <Fact name="Members" tone={memberCount === 0 && totalLag ? 'bad' : undefined}>
        <NumberCell value={memberCount} problems={problems} field="memberCount" />
      </Fact>
    </Facts>
  )
}

/** The time lag of the partition with the highest one may be measured earlier than that of the whole group. */
function useTimeLag(cluster: string, { id, timeLagMs, totalLag }: Group): number | null {
  const isMissing = timeLagMs === null && totalLag !== null && totalLag > 0
  const longest = useGroupPartitions(cluster, id, isMissing ? { sort: 'timeLagMs', order: 'desc', pageSize: 1 } : null)
  return isMissing ? (longest.data?.items[0]?.timeLagMs ?? null) : timeLagMs
}
