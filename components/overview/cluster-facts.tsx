import { BytesCell, NumberCell, RateCell } from '#components/shared/cells.tsx'
import { Fact, Facts } from '#components/shared/facts.tsx'
import type { Cluster } from '#lib/contract/clusters.ts'
import { brokerWords } from '#lib/format/broker-words.ts'
import { counted } from '#lib/format/number.ts'

export function ClusterFacts({ cluster }: { cluster: Cluster }) {
  const { brokerCount, brokersExpected, topicCount, internalTopicCount, partitionCount } = cluster
  const { leaderless, leaderDown, underReplicated, belowMinIsr } = cluster
  return (
    <Facts>
      <Fact
        name={`Brokers ${brokerWords(cluster).up}`}
        detail={`of ${brokersExpected}`}
        tone={brokerCount < brokersExpected ? 'bad' : undefined}
      >
        <NumberCell value={brokerCount} />
      </Fact>
      <Fact name="Topics" detail={internalTopicCount > 0 && `+ ${internalTopicCount} internal`}>
        <NumberCell value={topicCount - internalTopicCount} />
      </Fact>
      <Fact name="Partitions" detail={internalTopicCount > 0 && 'including internal'}>
        <NumberCell value={partitionCount} />
      </Fact>
      <Fact
        name="Offline partitions"
        tone={leaderless + leaderDown > 0 ? 'bad' : undefined}
        detail={leaderDown > 0 && `${leaderDown} led by a broker that is down`}
      >
        <NumberCell value={leaderless + leaderDown} />
      </Fact>
      <Fact
        name="Under-replicated"
        tone={belowMinIsr > 0 ? 'bad' : underReplicated > 0 ? 'warn' : undefined}
        detail={describeUnderReplicated(cluster)}
      >
        <NumberCell value={underReplicated} />
      </Fact>
      <Fact name="Produced" detail="messages/s">
        <RateCell value={cluster.producePerSecond} problems={cluster.problems} field="producePerSecond" />
      </Fact>
      <Fact name="Consumed" detail="messages/s">
        <RateCell value={cluster.consumePerSecond} problems={cluster.problems} field="consumePerSecond" />
      </Fact>
      <Fact name="Total lag" detail={cluster.totalLag !== null && 'all groups'}>
        <NumberCell value={cluster.totalLag} problems={cluster.problems} field="totalLag" />
      </Fact>
      <Fact name="Disk usage" detail="all replicas">
        <BytesCell value={cluster.replicaBytes} problems={cluster.problems} field="replicaBytes" />
      </Fact>
      <Fact name="Kafka">
        {cluster.kafkaVersion ?? <span title="The version cannot be inferred from what the brokers report">–</span>}
      </Fact>
    </Facts>
  )
}

function describeUnderReplicated({ underReplicated, belowMinIsr }: Cluster): string | false {
  if (belowMinIsr > 0) return `${counted(belowMinIsr, 'partition refuses', 'partitions refuse')} acks=all`
  return underReplicated > 0 && (underReplicated === 1 ? 'partition' : 'partitions')
}
