import { useBrokerWords } from '#components/shared/broker-words.ts'
import { SinceCell } from '#components/shared/cells.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { BrokerItem } from '#lib/contract/brokers.ts'

/** Whether a broker is online, and since when it is offline. */
export function BrokerState({ broker }: { broker: BrokerItem }) {
  const words = useBrokerWords()
  const problem = broker.problems.find(({ field }) => field === null || field === 'online')
  if (broker.online) {
    return problem ? (
      <Badge tone="warn">{problem.code === 'fenced' ? 'joining' : problem.message}</Badge>
    ) : (
      <Badge tone="ok">up</Badge>
    )
  }
  return (
    <span title={problem?.message}>
      <Badge tone="bad">
        {broker.downSince ? (
          <>
            {words.down} for <SinceCell value={broker.downSince} />
          </>
        ) : (
          words.down
        )}
      </Badge>
    </span>
  )
}
