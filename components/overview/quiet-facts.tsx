import type { ReactNode } from 'react'
import { BytesCell, NumberCell } from '#components/shared/cells.tsx'
import type { Cluster } from '#lib/contract/clusters.ts'
import { brokerWords } from '#lib/format/broker-words.ts'

/** What else is known of the cluster, in one line. */
export function QuietFacts({ cluster }: { cluster: Cluster }) {
  const { brokerCount, brokersExpected, topicCount, internalTopicCount, partitionCount, problems } = cluster
  return (
    <dl className="mb-4 flex flex-wrap gap-x-6 gap-y-1 px-px">
      <QuietFact
        name={`Brokers ${brokerWords(cluster).up}`}
        detail={`of ${brokersExpected}`}
        isBad={brokerCount < brokersExpected}
      >
        <NumberCell value={brokerCount} />
      </QuietFact>
      <QuietFact name="Topics" detail={internalTopicCount > 0 && `+ ${internalTopicCount} internal`}>
        <NumberCell value={topicCount - internalTopicCount} />
      </QuietFact>
      <QuietFact name="Partitions" detail={internalTopicCount > 0 && 'including internal'}>
        <NumberCell value={partitionCount} />
      </QuietFact>
      <QuietFact name="Disk usage" detail="all replicas">
        <BytesCell value={cluster.replicaBytes} problems={problems} field="replicaBytes" />
      </QuietFact>
      <QuietFact name="Kafka">
        {cluster.kafkaVersion ?? <span title="The version cannot be inferred from what the brokers report">–</span>}
      </QuietFact>
    </dl>
  )
}

interface QuietFactProps {
  name: string
  detail?: ReactNode
  isBad?: boolean
  children: ReactNode
}

function QuietFact({ name, detail, isBad = false, children }: QuietFactProps) {
  return (
    <div className="flex items-baseline gap-1.5 text-small">
      <dt className="text-muted">{name}</dt>
      <dd className="flex items-baseline gap-1 tabular-nums">
        <span className={isBad ? 'font-semibold text-bad' : 'font-medium'}>{children}</span>
        {detail && <span className="text-faint">{detail}</span>}
      </dd>
    </div>
  )
}
