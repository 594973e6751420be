import { BytesCell, NumberCell, RateCell } from '#components/shared/cells.tsx'
import type { Totals } from '#components/shared/data-table/totals-row.tsx'
import type { TopicSums } from '#lib/contract/topic-sums.ts'
import { counted, formatNumber } from '#lib/format/number.ts'

/** The last row of the topics, for the columns of the list and of the tree; of a single topic there is nothing to sum. */
export function topicTotals(sums: TopicSums | null | undefined): Totals | null {
  if (!sums || sums.topicCount < 2) return null
  const { problems } = sums
  return {
    label: `All ${counted(sums.topicCount, 'topic')}`,
    cells: {
      topics: formatNumber(sums.topicCount),
      partitions: <NumberCell value={sums.partitionCount} problems={problems} field="partitionCount" />,
      messages: <NumberCell value={sums.messages} problems={problems} field="messages" />,
      size: <BytesCell value={sums.sizeBytes} problems={problems} field="sizeBytes" />,
      diskUsage: <BytesCell value={sums.replicaBytes} problems={problems} field="replicaBytes" />,
      rate: <RateCell value={sums.producePerSecond} problems={problems} field="producePerSecond" />,
      underReplicated: <NumberCell value={sums.underReplicated} problems={problems} field="underReplicated" />,
      offline: <NumberCell value={sums.leaderless} problems={problems} field="leaderless" />,
    },
  }
}
