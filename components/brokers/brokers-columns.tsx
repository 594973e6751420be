import { BytesCell, NumberCell, Unknown } from '#components/shared/cells.tsx'
import type { Column } from '#components/shared/data-table/column.ts'
import { DemoBrokerActions } from '#components/shared/demo-broker-actions.tsx'
import { ItemLink } from '#components/shared/item-link.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import type { BrokerItem, BrokerSort } from '#lib/contract/brokers.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { BrokerState } from './broker-state.tsx'

export const brokersColumns: readonly Column<BrokerItem, BrokerSort>[] = [
  {
    id: 'id',
    header: 'Broker',
    sort: 'id',
    cell: (broker) => (
      <span className="inline-flex items-center gap-2" id={`broker-${broker.id}`}>
        <BrokerLink id={broker.id} />
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
    cell: (broker) => <WithSkew value={broker.leaders} skew={broker.leaderSkew} />,
  },
  {
    id: 'replicas',
    header: 'Copies',
    explain: 'Partitions of which this broker keeps a copy, those that it leads included. Kafka calls them replicas.',
    align: 'end',
    from: 'md',
    sort: 'replicas',
    cell: (broker) => <WithSkew value={broker.replicas} skew={broker.replicaSkew} />,
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
    id: 'keeps',
    header: 'Keeps',
    explain: 'The size of all copies on its disks.',
    align: 'end',
    from: 'md',
    sort: 'replicaBytes',
    cell: ({ replicaBytes, problems }) => <BytesCell value={replicaBytes} problems={problems} field="replicaBytes" />,
  },
  {
    id: 'free',
    header: 'Free',
    explain: 'What is left on its disks.',
    align: 'end',
    from: 'lg',
    sort: 'usableBytes',
    cell: ({ usableBytes, problems }) => <BytesCell value={usableBytes} problems={problems} field="usableBytes" />,
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

const NOTABLE_SKEW = 0.2

/** The deviation from an equal share is shown only if it is large. */
function WithSkew({ value, skew }: { value: number; skew: number }) {
  const percent = `${skew > 0 ? '+' : '−'}${Math.abs(Math.round(skew * 100))} %`
  return (
    <span title={`${percent} of what an average broker has`}>
      {Math.abs(skew) >= NOTABLE_SKEW && <span className="pr-1.5 text-small text-warn">{percent}</span>}
      <NumberCell value={value} />
    </span>
  )
}

function BrokerLink({ id }: { id: number }) {
  return (
    <ItemLink href={pagePaths.broker(useClusterId(), id)} className="font-semibold">
      {id}
    </ItemLink>
  )
}
