'use client'

import { type ReactNode, useState } from 'react'
import { BytesCell, DurationCell, NumberCell, RateCell, TimeCell, Unknown } from '#components/shared/cells.tsx'
import { Fact, Facts } from '#components/shared/facts.tsx'
import { NameLink } from '#components/shared/item-link.tsx'
import { Button } from '#components/ui/button.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import { pagePaths } from '#lib/contract/paths.ts'
import type { Topic } from '#lib/contract/topics.ts'
import { formatDuration } from '#lib/format/duration.ts'
import { groupName } from '#lib/format/group-words.ts'
import { formatCompact } from '#lib/format/number.ts'
import { ExactCount } from './exact-count.tsx'

export function TopicFacts({ topic }: { topic: Topic }) {
  const cluster = useClusterId()
  const [isCounting, setCounting] = useState(false)
  const count = (
    <Button look="ghost" onClick={() => setCounting(true)} className="-my-1 h-6 px-1.5 font-normal text-small">
      Count exactly
    </Button>
  )
  return (
    <>
      <Figures topic={topic} beside={!isCounting && topic.messages ? count : null} />
      {isCounting && (
        <ExactCount key={topic.topicId} cluster={cluster} topic={topic.name} onClose={() => setCounting(false)} />
      )}
    </>
  )
}

/** `beside`: next to the number of messages. */
function Figures({ topic, beside }: { topic: Topic; beside: ReactNode }) {
  const { problems, replicationFactor, cleanupPolicy } = topic
  return (
    <Facts>
      <Fact name="Messages" detail={beside}>
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
        <HighestLag {...topic.furthestBehind} isPartial={problems.some(({ field }) => field === 'furthestBehind')} />
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

interface HighestLagProps extends NonNullable<Topic['furthestBehind']> {
  /** The lag of some partitions is not known. */
  isPartial: boolean
}

function HighestLag({ group, lag, timeLagMs, isPartial }: HighestLagProps) {
  const time = timeLagMs === null ? '' : `, time lag ${formatDuration(timeLagMs)}`
  const words = lag === 0 ? 'up to date' : `lag ${formatCompact(lag)}${time}`
  return (
    <Fact name="Highest lag" detail={isPartial ? `${words}, as far as known` : words}>
      <NameLink href={pagePaths.group(useClusterId(), group)} name={groupName(group)} />
    </Fact>
  )
}

function describePolicy(policy: string): string {
  return policy === 'compact' ? 'latest message of each key' : 'and compaction'
}
