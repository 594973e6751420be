import { Explained } from '#components/ui/explained.tsx'
import type { PartitionItem } from '#lib/contract/partitions.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import { describeReplica, type Replica, replicasOf } from './replica-states.ts'

const looks: Record<Replica['state'], string> = {
  'in sync': '',
  'out of sync': 'text-warn line-through',
  offline: 'text-bad line-through',
}

export function LeaderCell({ partition: { leader } }: { partition: PartitionItem }) {
  return leader === null ? <span className="font-semibold text-bad">none</span> : leader
}

/** The ids of the brokers, the leader emphasized, and those that are missing from the ISR struck through. */
export function ReplicasCell({ partition }: { partition: PartitionItem }) {
  const replicas = replicasOf(partition)
  return (
    <Explained text={<ReplicaList replicas={replicas} />} className="tabular-nums">
      {replicas.map((replica, index) => (
        <span key={replica.broker}>
          {index > 0 && ', '}
          <span className={replica.isLeader ? `font-semibold ${looks[replica.state]}` : looks[replica.state]}>
            {replica.broker}
          </span>
          {replica.state !== 'in sync' && <span className="sr-only"> {replica.state}</span>}
        </span>
      ))}
    </Explained>
  )
}

export function IsrCell({ partition: { isr } }: { partition: PartitionItem }) {
  return isr.length === 0 ? <span className="text-faint">none</span> : isr.join(', ')
}

function ReplicaList({ replicas }: { replicas: readonly Replica[] }) {
  return (
    <ul>
      {replicas.map((replica) => (
        <li key={replica.broker}>
          {`Broker ${replica.broker}: ${describeReplica(replica)}, ${replica.sizeBytes === null ? 'size unknown' : formatBytes(replica.sizeBytes)}`}
        </li>
      ))}
    </ul>
  )
}
