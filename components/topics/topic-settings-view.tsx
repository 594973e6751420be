'use client'

import { useState } from 'react'
import { CommandLine } from '#components/shared/command-line.tsx'
import { ConfigList } from '#components/shared/config-list.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { useTopicConfig } from '#lib/client/use-topics.ts'
import { topicConfigsCommand } from '#lib/commands/topics.ts'
import type { ConfigItem } from '#lib/contract/configs.ts'
import { EditConfigDialog } from './edit-config-dialog.tsx'

interface TopicSettingsViewProps {
  cluster: string
  topic: string
}

export function TopicSettingsView({ cluster, topic }: TopicSettingsViewProps) {
  const configs = useTopicConfig(cluster, topic)
  const { data: facts } = useCluster(cluster)
  const [edited, setEdited] = useState<ConfigItem | null>(null)
  const readOnly = useReadOnlyReason(cluster)
  return (
    <>
      <QueryState query={configs} skeleton={<Skeleton className="h-60" />}>
        {({ items }) => (
          <ConfigList
            items={items}
            ownSource="topic"
            actionsFor={(config) => (
              <Button
                onClick={() => setEdited(config)}
                aria-label={`Edit ${config.name}`}
                disabledBecause={readOnly ?? (config.readOnly ? 'Kafka does not let this be changed' : null)}
              >
                Edit
              </Button>
            )}
          />
        )}
      </QueryState>
      {edited && <EditConfigDialog cluster={cluster} topic={topic} config={edited} onClose={() => setEdited(null)} />}
      {facts && <CommandLine command={topicConfigsCommand(facts.bootstrap, topic)} />}
    </>
  )
}
