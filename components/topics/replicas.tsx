import { classNames } from '#components/ui/class-names.ts'
import { Explained } from '#components/ui/explained.tsx'
import type { PartitionItem } from '#lib/contract/partitions.ts'
import { formatBytes } from '#lib/format/bytes.ts'

interface Replica {
  readonly broker: number
  readonly isLeader: boolean
  readonly state: 'in sync' | 'out of sync' | 'offline'
  readonly size: number | null
}

const looks: Record<Replica['state'], string> = {
  'in sync': '',
  'out of sync': 'text-warn line-through',
  offline: 'text-bad line-through',
}

/** All replicas, the preferred leader first; those that are not in sync are struck through. */
export function Replicas({ partition }: { partition: PartitionItem }) {
  const replicas = replicasOf(partition)
  return (
    <Explained text={<ReplicaList replicas={replicas} />} className="inline-flex items-center gap-1.5 tabular-nums">
      {replicas.map(({ broker, isLeader, state }, index) => (
        <span key={broker} className="inline-flex items-center gap-1.5">
          <span className={classNames(isLeader && 'font-semibold', looks[state])}>
            {broker}
            <span className="sr-only"> {wordsFor(isLeader, state)}</span>
          </span>
          {index < replicas.length - 1 && <span className="sr-only">, </span>}
        </span>
      ))}
    </Explained>
  )
}

function ReplicaList({ replicas }: { replicas: readonly Replica[] }) {
  return (
    <ul>
      {replicas.map(({ broker, isLeader, state, size }) => (
        <li key={broker}>
          {`Broker ${broker}: ${wordsFor(isLeader, state)}, ${size === null ? 'size unknown' : formatBytes(size)}`}
        </li>
      ))}
    </ul>
  )
}

function wordsFor(isLeader: boolean, state: Replica['state']): string {
  if (!isLeader) return `follower, ${state}`
  return state === 'in sync' ? 'leader' : `leader, ${state}`
}

function replicasOf({ leader, replicas, isr, offlineReplicas, replicaSizes }: PartitionItem): Replica[] {
  return replicas.map(
    (broker, index): Replica => ({
      broker,
      isLeader: broker === leader,
      state: offlineReplicas.includes(broker) ? 'offline' : isr.includes(broker) ? 'in sync' : 'out of sync',
      size: replicaSizes[index] ?? null,
    }),
  )
}
