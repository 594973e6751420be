import { NumberCell, SinceCell, Unknown } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import { DemoBrokerActions } from '#components/shared/demo-broker-actions.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { BrokerItem, BrokerSort } from '#lib/contract/brokers.ts'

export const brokersColumns: readonly Column<BrokerItem, BrokerSort>[] = [
  {
    id: 'id',
    header: 'Broker',
    sort: 'id',
    cell: (broker) => (
      <span className="inline-flex items-center gap-2" id={`broker-${broker.id}`}>
        <span className="font-semibold">{broker.id}</span>
        {broker.controller && <span className="text-faint text-small">controller</span>}
      </span>
    ),
  },
  { id: 'state', header: 'State', sort: 'online', cell: (broker) => <BrokerState broker={broker} /> },
  {
    id: 'address',
    header: 'Address',
    explain: 'Where it tells clients to find it: its advertised listener.',
    from: 'md',
    sort: 'host',
    cell: ({ host, port, problems }) =>
      host === null ? (
        <Unknown problems={problems} field="online" />
      ) : (
        <code className="font-mono text-small">{`${host}:${port}`}</code>
      ),
  },
  {
    id: 'leaders',
    header: 'Leads',
    explain: 'Partitions whose reads and writes go to this broker.',
    align: 'end',
    from: 'md',
    sort: 'leaders',
    cell: (broker) => <NumberCell value={broker.leaders} />,
  },
  {
    id: 'replicas',
    header: 'Copies',
    explain: 'Partitions of which this broker keeps a copy, those that it leads included. Kafka calls them replicas.',
    align: 'end',
    from: 'md',
    sort: 'replicas',
    cell: (broker) => <NumberCell value={broker.replicas} />,
  },
  {
    id: 'behind',
    header: 'Out of step',
    explain: 'Of these copies, those that are not in sync with their leader.',
    align: 'end',
    from: 'md',
    sort: 'underReplicated',
    cell: (broker) => <NumberCell value={broker.underReplicated} />,
  },
  {
    id: 'rack',
    header: 'Rack',
    explain: 'Where it stands, if the cluster was told; Kafka spreads copies over racks.',
    sort: 'rack',
    isOptional: true,
    cell: ({ rack }) => rack ?? <span className="text-faint">none</span>,
  },
  {
    id: 'actions',
    header: 'Try a failure',
    explain: 'Only on the embedded cluster: stop a broker and watch the others take over.',
    cell: (broker) => (
      <span className="flex gap-1.5">
        <DemoBrokerActions brokerId={broker.id} />
      </span>
    ),
  },
]

function BrokerState({ broker }: { broker: BrokerItem }) {
  const problem = broker.problems.find(({ field }) => field === null || field === 'online')
  if (broker.online) {
    return problem ? (
      <Badge tone="warn">{problem.code === 'fenced' ? 'joining' : problem.message}</Badge>
    ) : (
      <Badge tone="ok">up</Badge>
    )
  }
  return (
    <span title={problem?.message}>
      <Badge tone="bad">
        {broker.downSince ? (
          <>
            down for <SinceCell value={broker.downSince} />
          </>
        ) : (
          'down'
        )}
      </Badge>
    </span>
  )
}
