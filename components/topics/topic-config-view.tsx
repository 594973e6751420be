'use client'

import { useState } from 'react'
import { ConfigList } from '#components/shared/config-list.tsx'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { useTopicConfig } from '#lib/client/use-topics.ts'
import { clientOf } from '#lib/commands/client.ts'
import { topicConfigsCommand } from '#lib/commands/topics.ts'
import type { ConfigItem } from '#lib/contract/configs.ts'
import { EditConfigDialog } from './edit-config-dialog.tsx'

interface TopicConfigViewProps {
  cluster: string
  topic: string
}

export function TopicConfigView({ cluster, topic }: TopicConfigViewProps) {
  const configs = useTopicConfig(cluster, topic)
  const { data: facts } = useCluster(cluster)
  const [edited, setEdited] = useState<string | null>(null)
  const readOnly = useReadOnlyReason()
  const config = configs.data?.items.find(({ name }) => name === edited)
  const edit = ({ name }: ConfigItem) => {
    setEdited(name)
    // Others change the configuration too, and no event reports that, so the current value is read again.
    void configs.mutate()
  }
  return (
    <>
      <QueryState query={configs} skeleton={<Skeleton className="h-60" />}>
        {(reply) => (
          <ConfigList
            reply={reply}
            owner="topic"
            actionsFor={(config) => (
              <Button
                onClick={() => edit(config)}
                aria-label={`Edit ${config.name}`}
                disabledBecause={readOnly ?? (config.readOnly ? 'This config is read-only in Kafka' : null)}
              >
                Edit
              </Button>
            )}
          />
        )}
      </QueryState>
      {config && (
        <EditConfigDialog
          key={config.name}
          cluster={cluster}
          topic={topic}
          config={config}
          asOf={configs.data?.asOf ?? null}
          isReading={configs.isValidating}
          onClose={() => setEdited(null)}
        />
      )}
      {facts && (
        <PageCommands
          commands={[
            { about: 'The configuration of this topic', command: topicConfigsCommand(clientOf(facts), topic) },
          ]}
        />
      )}
    </>
  )
}
