'use client'

import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { FactsSkeleton } from '#components/shared/facts.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { Tabs } from '#components/shared/tabs.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ApiError } from '#lib/client/api-error.ts'
import { useTopic } from '#lib/client/use-topics.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { TopicActions } from './topic-actions.tsx'
import { TopicFacts } from './topic-facts.tsx'
import { TopicState } from './topic-state.tsx'

interface TopicFrameProps {
  cluster: string
  topic: string
  tab: 'Partitions' | 'Settings'
  children: ReactNode
}

/** What every page about one topic has: its name, its figures, what can be done, and the tabs. */
export function TopicFrame(props: TopicFrameProps) {
  return <Frame key={`${props.cluster} ${props.topic}`} {...props} />
}

function Frame({ cluster, topic, tab, children }: TopicFrameProps) {
  const query = useTopic(cluster, topic)
  // undefined: none has been seen yet.
  const [knownId, setKnownId] = useState<string | null | undefined>(undefined)
  const topicId = query.data?.topicId
  if (knownId === undefined && topicId !== undefined) setKnownId(topicId)
  const isGone = query.error instanceof ApiError && query.error.code === 'not-found'
  if (isGone) return <Gone cluster={cluster} topic={topic} wasSeen={query.data !== undefined} />
  return (
    <QueryState query={query} skeleton={<FrameSkeleton name={topic} />}>
      {(data) => (
        <>
          <PageHeader
            title={data.name}
            state={<TopicState topic={data} />}
            actions={<TopicActions cluster={cluster} topic={data} />}
          />
          {knownId !== data.topicId && <Recreated onDismiss={() => setKnownId(data.topicId)} />}
          <TopicFacts topic={data} />
          <Tabs
            label="About this topic"
            current={tab}
            tabs={[
              { name: 'Partitions', path: pagePaths.topic(cluster, topic), count: data.partitionCount },
              { name: 'Settings', path: pagePaths.topicConfig(cluster, topic) },
            ]}
          />
          {/* Nothing of an earlier topic of that name may stay on the screen. */}
          <div key={data.topicId}>{children}</div>
        </>
      )}
    </QueryState>
  )
}

function Gone({ cluster, topic, wasSeen }: { cluster: string; topic: string; wasSeen: boolean }) {
  return (
    <>
      <PageHeader title={topic} />
      <EmptyState
        title={wasSeen ? 'This topic was deleted while you were looking' : 'There is no such topic'}
        action={
          <Link href={pagePaths.topics(cluster)} className="text-accent underline">
            To the topics
          </Link>
        }
      >
        {wasSeen
          ? 'If it is created again, this page shows the new one.'
          : 'It may have been deleted, or the address has a mistake.'}
      </EmptyState>
    </>
  )
}

/** Under the same name, another topic: with other records, and offsets that begin anew. */
function Recreated({ onDismiss }: { onDismiss: () => void }) {
  return (
    <Notice
      tone="warn"
      title="This topic was deleted and created again while you were looking."
      className="mb-4"
      actions={<Button onClick={onDismiss}>I know</Button>}
    >
      What you see is the new one; its offsets began anew.
    </Notice>
  )
}

function FrameSkeleton({ name }: { name: string }) {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader title={name} />
      <FactsSkeleton count={6} />
    </div>
  )
}
