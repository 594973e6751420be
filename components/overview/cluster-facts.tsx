import { BytesCell, NumberCell, RateCell } from '#components/shared/cells.tsx'
import { Fact, Facts } from '#components/shared/facts.tsx'
import type { Cluster } from '#lib/contract/clusters.ts'
import { counted } from '#lib/format/number.ts'

export function ClusterFacts({ cluster }: { cluster: Cluster }) {
  const { brokerCount, brokersExpected, topicCount, internalTopicCount, partitionCount, leaderless, underReplicated } =
    cluster
  return (
    <Facts>
      <Fact name="Brokers up" detail={`of ${brokersExpected}`} tone={brokerCount < brokersExpected ? 'bad' : undefined}>
        <NumberCell value={brokerCount} />
      </Fact>
      <Fact name="Topics" detail={internalTopicCount > 0 && `and ${internalTopicCount} internal`}>
        <NumberCell value={topicCount - internalTopicCount} />
      </Fact>
      <Fact name="Partitions">
        <NumberCell value={partitionCount} />
      </Fact>
      <Fact name="Without a leader" tone={leaderless > 0 ? 'bad' : undefined}>
        <NumberCell value={leaderless} />
      </Fact>
      <Fact
        name="Short of copies"
        tone={underReplicated > 0 ? 'warn' : undefined}
        detail={underReplicated > 0 && counted(underReplicated, 'partition').replace(/^\S+ /, '')}
      >
        <NumberCell value={underReplicated} />
      </Fact>
      <Fact name="Written" detail="/s">
        <RateCell value={cluster.producePerSecond} problems={cluster.problems} field="producePerSecond" />
      </Fact>
      <Fact name="Size" detail="all copies">
        <BytesCell value={cluster.replicaBytes} problems={cluster.problems} field="replicaBytes" />
      </Fact>
      <Fact name="Kafka">{cluster.kafkaVersion ?? <span title="The brokers do not tell">–</span>}</Fact>
    </Facts>
  )
}
