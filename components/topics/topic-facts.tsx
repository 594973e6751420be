import { BytesCell, DurationCell, NumberCell, RateCell, TimeCell, Unknown } from '#components/shared/cells.tsx'
import { Fact, Facts } from '#components/shared/facts.tsx'
import { ItemLink } from '#components/shared/item-link.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import { pagePaths } from '#lib/contract/paths.ts'
import type { Topic } from '#lib/contract/topics.ts'
import { formatDuration } from '#lib/format/duration.ts'
import { groupName } from '#lib/format/group-words.ts'
import { formatCompact } from '#lib/format/number.ts'

export function TopicFacts({ topic }: { topic: Topic }) {
  const { problems, replicationFactor, cleanupPolicy } = topic
  const isCompacted = cleanupPolicy?.includes('compact') ?? false
  return (
    <Facts>
      <Fact name="Messages" detail={isCompacted && 'at most, compacted'}>
        <NumberCell value={topic.messages} problems={problems} field="messages" />
      </Fact>
      <Fact name="Produced" detail="messages/s">
        <RateCell value={topic.producePerSecond} problems={problems} field="producePerSecond" />
      </Fact>
      <Fact
        name="Size"
        detail={replicationFactor !== null && replicationFactor > 1 && `× ${replicationFactor} replicas`}
      >
        <BytesCell value={topic.sizeBytes} problems={problems} field="sizeBytes" />
      </Fact>
      <Fact name="Partitions">
        <NumberCell value={topic.partitionCount} problems={problems} field="partitionCount" />
      </Fact>
      <Fact
        name="Retention"
        detail={cleanupPolicy !== null && cleanupPolicy !== 'delete' && describePolicy(cleanupPolicy)}
      >
        {cleanupPolicy === 'compact' ? (
          'compact'
        ) : (
          <DurationCell value={topic.retentionMs} problems={problems} field="retentionMs" />
        )}
      </Fact>
      {topic.furthestBehind ? (
        <HighestLag {...topic.furthestBehind} />
      ) : (
        topic.groupCount !== 0 && (
          <Fact name="Highest lag">
            <Unknown problems={problems} field="furthestBehind" />
          </Fact>
        )
      )}
      <Fact name="Last message">
        <TimeCell value={topic.lastWriteAt} problems={problems} field="lastWriteAt" />
      </Fact>
    </Facts>
  )
}

function HighestLag({ group, lag, timeLagMs }: NonNullable<Topic['furthestBehind']>) {
  const time = timeLagMs === null ? '' : `, time lag ${formatDuration(timeLagMs)}`
  return (
    <Fact name="Highest lag" detail={lag === 0 ? 'up to date' : `lag ${formatCompact(lag)}${time}`}>
      <ItemLink href={pagePaths.group(useClusterId(), group)}>{groupName(group)}</ItemLink>
    </Fact>
  )
}

function describePolicy(policy: string): string {
  return policy === 'compact' ? 'latest message of each key' : 'and compaction'
}
