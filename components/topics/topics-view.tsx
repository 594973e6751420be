'use client'

import { useCallback, useState } from 'react'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { useRequestedAction } from '#components/shared/use-requested-action.ts'
import { Button } from '#components/ui/button.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { clientOf } from '#lib/commands/client.ts'
import { describeUnhealthyCommand, listTopicsCommand } from '#lib/commands/topics.ts'
import { CreateTopicDialog } from './create-topic-dialog.tsx'
import { useTopicsFilter } from './topics-filters.tsx'
import { TopicsList } from './topics-list.tsx'
import { TopicsTree } from './topics-tree.tsx'

export function TopicsView({ cluster }: { cluster: string }) {
  const [{ internal, view }] = useTopicsFilter()
  const [isCreating, setCreating] = useState(false)
  const readOnly = useReadOnlyReason()
  useRequestedAction(
    'create',
    useCallback(() => setCreating(readOnly === null), [readOnly]),
  )
  const { data: facts } = useCluster(cluster)
  const create = (look: 'primary' | 'plain') => (
    <Button look={look} onClick={() => setCreating(true)} disabledBecause={readOnly}>
      Create topic
    </Button>
  )
  const Topics = view === 'tree' ? TopicsTree : TopicsList
  return (
    <>
      <PageHeader title="Topics" />
      <Topics
        cluster={cluster}
        actions={create('primary')}
        empty={
          <EmptyState title="No topics yet" action={create('plain')}>
            A topic appears here as soon as it exists. From the command line: kafka-topics.sh --create --topic NAME
          </EmptyState>
        }
      />
      {facts && (
        <PageCommands
          commands={[
            { about: 'All topics', command: listTopicsCommand(clientOf(facts), internal) },
            { about: 'Under-replicated partitions', command: describeUnhealthyCommand(clientOf(facts)) },
          ]}
        />
      )}
      {isCreating && <CreateTopicDialog cluster={cluster} onClose={() => setCreating(false)} />}
    </>
  )
}
