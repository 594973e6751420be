'use client'

import { NumberCell, RateCell } from '#components/shared/cells.tsx'
import { Fact, Facts } from '#components/shared/facts.tsx'
import { EtaCell, TimeLagCell } from '#components/shared/group-cells.tsx'
import type { Group } from '#lib/contract/groups.ts'
import { formatNumber } from '#lib/format/number.ts'

/** The figures of a group. */
export function GroupFacts({ group }: { group: Group }) {
  const { problems, totalLag, etaMs, memberCount } = group
  // Where it has committed beyond the end, there is no lag either, but it is not up to date.
  const isUpToDate = totalLag === 0 && etaMs === 0
  const { expired = 0, timeLagMs } = group
  return (
    <Facts>
      <Fact name="Lag" detail={describeLag(totalLag, expired)}>
        {group.partial && totalLag !== null && <span title="The lag of some partitions is not known">at least </span>}
        <NumberCell value={totalLag} problems={problems} field="totalLag" />
      </Fact>
      <Fact name="Oldest unconsumed" detail={timeLagMs ? 'ago' : null}>
        {isUpToDate ? 'none' : <TimeLagCell value={timeLagMs} problems={problems} field="timeLagMs" hasWords />}
      </Fact>
      <Fact name="Consumed" detail={group.consumePerSecond !== null && '/s'}>
        <RateCell value={group.consumePerSecond} problems={problems} field="consumePerSecond" />
      </Fact>
      <Fact name="Produced" detail={group.producePerSecond !== null && '/s'}>
        <RateCell value={group.producePerSecond} problems={problems} field="producePerSecond" />
      </Fact>
      <Fact name="ETA">
        {etaMs ? 'about ' : ''}
        <EtaCell value={etaMs} problems={problems} field="etaMs" />
      </Fact>
      <Fact name="Members" tone={memberCount === 0 && totalLag ? 'bad' : undefined}>
        <NumberCell value={memberCount} problems={problems} field="memberCount" />
      </Fact>
    </Facts>
  )
}

function describeLag(totalLag: number | null, expired: number): string | null {
  if (totalLag === null) return null
  const messages = totalLag === 1 ? 'message' : 'messages'
  return expired === 0 ? messages : `${messages}, ${formatNumber(expired)} expired before being read`
}
