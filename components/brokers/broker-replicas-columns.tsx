import { BytesCell } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import { NameLink } from '#components/shared/item-link.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import type { BrokerReplica, BrokerReplicaSort } from '#lib/contract/broker-replicas.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { glossary } from '#lib/format/glossary.ts'

export const brokerReplicasColumns: readonly Column<BrokerReplica, BrokerReplicaSort>[] = [
  { id: 'topic', header: 'Topic', sort: 'topic', grows: true, cell: ({ topic }) => <TopicLink topic={topic} /> },
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
    explain: 'Leader or follower: the leader serves reads and writes, and followers replicate from it.',
    sort: 'leads',
    cell: ({ leads }) =>
      leads ? <span className="font-semibold">leader</span> : <span className="text-muted">follower</span>,
  },
  {
    id: 'state',
    header: 'State',
    explain: glossary.isr.text,
    sort: 'inSync',
    cell: (replica) => <ReplicaState replica={replica} />,
  },
  {
    id: 'size',
    header: 'Size',
    explain: 'Size on the disk of this broker.',
    align: 'end',
    sort: 'sizeBytes',
    cell: ({ sizeBytes, problems }) => <BytesCell value={sizeBytes} problems={problems} field="sizeBytes" />,
  },
]

function TopicLink({ topic }: { topic: string }) {
  return <NameLink href={pagePaths.topic(useClusterId(), topic)} name={topic} copied={topic} />
}

function ReplicaState({ replica: { online, inSync } }: { replica: BrokerReplica }) {
  if (!online) return <Badge tone="bad">offline</Badge>
  return inSync ? <Badge tone="ok">in sync</Badge> : <Badge tone="warn">out of sync</Badge>
}
