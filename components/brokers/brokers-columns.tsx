import { BytesCell, IdCell, NumberCell, Unknown } from '#components/shared/cells.tsx'
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
    explain: 'The advertised listener: the address that clients connect to.',
    from: 'md',
    sort: 'host',
    cell: ({ host, port, problems }) =>
      host === null ? <Unknown problems={problems} field="online" /> : <IdCell id={`${host}:${port}`} />,
  },
  {
    id: 'leaders',
    header: 'Leader partitions',
    explain: 'The partitions whose leader is this broker; it serves their reads and writes.',
    align: 'end',
    from: 'md',
    sort: 'leaders',
    cell: (broker) => <WithSkew value={broker.leaders} skew={broker.leaderSkew} />,
  },
  {
    id: 'replicas',
    header: 'Replicas',
    explain: 'The replicas on this broker, leaders and followers.',
    align: 'end',
    from: 'md',
    sort: 'replicas',
    cell: (broker) => <WithSkew value={broker.replicas} skew={broker.replicaSkew} />,
  },
  {
    id: 'outOfSync',
    header: 'Out of sync',
    explain: 'The replicas on this broker that are not in sync with their leader.',
    align: 'end',
    from: 'md',
    sort: 'underReplicated',
    cell: (broker) => <NumberCell value={broker.underReplicated} />,
  },
  {
    id: 'diskUsage',
    header: 'Disk usage',
    explain: 'The size of all replicas on the disks of this broker.',
    align: 'end',
    from: 'md',
    sort: 'replicaBytes',
    cell: ({ replicaBytes, problems }) => <BytesCell value={replicaBytes} problems={problems} field="replicaBytes" />,
  },
  {
    id: 'free',
    header: 'Free disk',
    explain: 'The free space on the disks of this broker.',
    align: 'end',
    from: 'lg',
    sort: 'usableBytes',
    cell: ({ usableBytes, problems }) => <BytesCell value={usableBytes} problems={problems} field="usableBytes" />,
  },
  {
    id: 'rack',
    header: 'Rack',
    explain: 'The rack or availability zone from broker.rack; Kafka spreads replicas over racks.',
    sort: 'rack',
    isOptional: true,
    cell: ({ rack }) => rack ?? <span className="text-faint">none</span>,
  },
  {
    id: 'actions',
    header: 'Simulate failure',
    explain: 'Stops, kills or starts the broker, to watch the others take over; only on the embedded cluster.',
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
    <span title={`${percent} compared with the average broker`}>
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
