import { BytesCell } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import { NameLink } from '#components/shared/item-link.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import type { BrokerReplica, BrokerReplicaSort } from '#lib/contract/broker-replicas.ts'
import { pagePaths } from '#lib/contract/paths.ts'

export const brokerReplicasColumns: readonly Column<BrokerReplica, BrokerReplicaSort>[] = [
  { id: 'topic', header: 'Topic', sort: 'topic', cell: ({ topic }) => <TopicLink topic={topic} /> },
  {
    id: 'partition',
    header: 'Partition',
    align: 'end',
    sort: 'partition',
    cell: ({ partition }) => partition,
  },
  {
    id: 'role',
    header: 'Role',
    explain: 'The leader of a partition takes its reads and writes; the other copies follow it.',
    sort: 'leads',
    cell: ({ leads }) =>
      leads ? <span className="font-semibold">leads</span> : <span className="text-muted">follows</span>,
  },
  {
    id: 'state',
    header: 'State',
    explain: 'In step: it has all that the leader has, and could take over. Kafka calls it in sync.',
    sort: 'inSync',
    cell: (copy) => <CopyState copy={copy} />,
  },
  {
    id: 'size',
    header: 'Size',
    explain: "On this broker's disk.",
    align: 'end',
    sort: 'sizeBytes',
    cell: ({ sizeBytes, problems }) => <BytesCell value={sizeBytes} problems={problems} field="sizeBytes" />,
  },
]

function TopicLink({ topic }: { topic: string }) {
  return <NameLink href={pagePaths.topic(useClusterId(), topic)} name={topic} />
}

function CopyState({ copy: { online, inSync } }: { copy: BrokerReplica }) {
  if (!online) return <Badge tone="bad">offline</Badge>
  return inSync ? <Badge tone="ok">in step</Badge> : <Badge tone="warn">behind</Badge>
}
