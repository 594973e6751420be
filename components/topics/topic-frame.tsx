'use client'

import { type ReactNode, useState } from 'react'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { FactsSkeleton } from '#components/shared/facts.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { ProduceButton } from '#components/shared/produce-button.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { StarButton } from '#components/shared/star-button.tsx'
import { Tabs } from '#components/shared/tabs.tsx'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ApiError } from '#lib/client/api-error.ts'
import { useVisit } from '#lib/client/places.ts'
import { useTopic } from '#lib/client/use-topics.ts'
import { pagePaths, withQuery } from '#lib/contract/paths.ts'
import { TopicActions } from './topic-actions.tsx'
import { TopicFacts } from './topic-facts.tsx'
import { TopicState } from './topic-state.tsx'

interface TopicFrameProps {
  cluster: string
  topic: string
  tab: 'Partitions' | 'Messages' | 'Groups' | 'Producers' | 'Configuration'
  children: ReactNode
}

/** The frame of every page about one topic: its name, figures, actions and tabs. */
export function TopicFrame(props: TopicFrameProps) {
  return <Frame key={`${props.cluster} ${props.topic}`} {...props} />
}

function Frame({ cluster, topic, tab, children }: TopicFrameProps) {
  const query = useTopic(cluster, topic)
  const { data, error } = query
  const { wasReplaced, life, accept } = useLives(data?.topicId)
  // Messages need the room; the figures are one tab away.
  const hasFacts = tab !== 'Messages'
  useVisit(cluster, 'topic', topic, data !== undefined)
  const isGone = error instanceof ApiError && error.code === 'not-found'
  if (isGone) return <DeletedTopic cluster={cluster} topic={topic} wasSeen={data !== undefined} />
  return (
    <>
      <PageHeader
        title={topic}
        copied={topic}
        state={
          data && (
            <>
              <StarButton kind="topic" id={topic} name={topic} />
              <TopicState topic={data} />
            </>
          )
        }
        actions={
          data && (
            <>
              <ProduceButton topic={topic} />
              <TopicActions cluster={cluster} topic={data} />
            </>
          )
        }
      />
      {wasReplaced && <Recreated onDismiss={accept} />}
      {/* A slow broker may delay these figures; the content below does not wait for them. */}
      <QueryState query={query} skeleton={hasFacts && <FactsLoading />}>
        {(known) => hasFacts && <TopicFacts topic={known} />}
      </QueryState>
      <Tabs
        label="About this topic"
        current={tab}
        tabs={[
          { name: 'Partitions', path: pagePaths.topic(cluster, topic), count: data?.partitionCount ?? null },
          { name: 'Messages', path: pagePaths.messages(cluster, topic) },
          { name: 'Groups', path: pagePaths.topicGroups(cluster, topic), count: data?.groupCount ?? null },
          { name: 'Producers', path: pagePaths.topicProducers(cluster, topic) },
          { name: 'Configuration', path: pagePaths.topicConfig(cluster, topic) },
        ]}
      />
      {/* Nothing of an earlier topic with that name may stay on the screen. */}
      <div key={life} className="has-data-fill:contents">
        {children}
      </div>
    </>
  )
}

/** Distinguishes successive topics with one name on an open page. `topicId` is undefined until the first is known. */
function useLives(topicId: string | null | undefined) {
  const [firstId, setFirstId] = useState(topicId)
  const [acceptedId, setAcceptedId] = useState(topicId)
  if (firstId === undefined && topicId !== undefined) {
    setFirstId(topicId)
    setAcceptedId(topicId)
  }
  const isFirst = firstId === undefined || topicId === undefined || topicId === firstId
  return {
    wasReplaced: acceptedId !== undefined && topicId !== undefined && acceptedId !== topicId,
    /** A different key for each topic; the first one keeps its key when its id becomes known. */
    life: isFirst ? 'first' : topicId,
    accept: () => setAcceptedId(topicId),
  }
}

function DeletedTopic({ cluster, topic, wasSeen }: { cluster: string; topic: string; wasSeen: boolean }) {
  const isWritable = useReadOnlyReason() === null
  return (
    <>
      <PageHeader title={topic} />
      <EmptyState
        title={wasSeen ? 'This topic was deleted' : 'Topic not found'}
        action={
          <span className="flex flex-wrap items-center justify-center gap-4">
            <Link href={pagePaths.topics(cluster)} className="text-accent underline">
              Show all topics
            </Link>
            {isWritable && (
              <Link href={withQuery(pagePaths.topics(cluster), { action: 'create' })} className="text-accent underline">
                Create topic
              </Link>
            )}
          </span>
        }
      >
        {wasSeen
          ? 'If it is created again, this page shows the new one.'
          : 'It may have been deleted, or the name in the URL is misspelled.'}
      </EmptyState>
    </>
  )
}

/** Another topic with the same name: its records differ, and its offsets start again. */
function Recreated({ onDismiss }: { onDismiss: () => void }) {
  return (
    <Notice
      tone="warn"
      title="This topic was deleted and re-created."
      className="mb-4"
      actions={<Button onClick={onDismiss}>Dismiss</Button>}
    >
      The page shows the new topic, whose offsets start at 0.
    </Notice>
  )
}

function FactsLoading() {
  return (
    <div role="status" aria-label="Loading">
      <FactsSkeleton count={6} />
    </div>
  )
}
