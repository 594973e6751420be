'use client'

import { ConfigList } from '#components/shared/config-list.tsx'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useBrokerConfig } from '#lib/client/use-brokers.ts'
import { useCluster } from '#lib/client/use-clusters.ts'
import { brokerConfigsCommand } from '#lib/commands/brokers.ts'
import { clientOf } from '#lib/commands/client.ts'

export function BrokerConfigView({ cluster, id }: { cluster: string; id: number }) {
  const configs = useBrokerConfig(cluster, id)
  const { data: facts } = useCluster(cluster)
  return (
    <>
      <QueryState query={configs} skeleton={<Skeleton className="h-60" />}>
        {(reply) => <ConfigList reply={reply} owner="broker" />}
      </QueryState>
      {facts && (
        <PageCommands
          commands={[{ about: 'The configuration of this broker', command: brokerConfigsCommand(clientOf(facts), id) }]}
        />
      )}
    </>
  )
}
