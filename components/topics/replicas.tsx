import { Explained } from '#components/ui/explained.tsx'
import type { PartitionItem } from '#lib/contract/partitions.ts'
import { formatBytes } from '#lib/format/bytes.ts'

interface Replica {
  readonly broker: number
  readonly isLeader: boolean
  readonly state: 'in step' | 'behind' | 'offline'
  readonly size: number | null
}

const looks: Record<Replica['state'], string> = {
  'in step': 'text-muted',
  behind: 'text-warn',
  offline: 'text-bad line-through',
}

/** The leader first and emphasized, then the other replicas; those out of sync are marked. */
export function Replicas({ partition }: { partition: PartitionItem }) {
  const replicas = replicasOf(partition)
  return (
    <Explained text={<ReplicaList replicas={replicas} />} className="inline-flex items-center gap-1.5 tabular-nums">
      {partition.leader === null && <span className="font-semibold text-bad">none</span>}
      {replicas.map(({ broker, isLeader, state }, index) => (
        <span key={broker} className="inline-flex items-center gap-1.5">
          {(index > 0 || partition.leader === null) && (
            <span aria-hidden className="text-faint">
              ·
            </span>
          )}
          <span className={isLeader && state !== 'offline' ? 'font-semibold' : looks[state]}>
            {broker}
            <span className="sr-only"> {wordsFor(isLeader, state)}</span>
            {state === 'behind' && <span aria-hidden> ◐</span>}
          </span>
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
          {`Broker ${broker}: ${wordsFor(isLeader, state)}, ${size === null ? 'size not known' : formatBytes(size)}`}
        </li>
      ))}
    </ul>
  )
}

function wordsFor(isLeader: boolean, state: Replica['state']): string {
  if (!isLeader) return state
  return state === 'in step' ? 'leads' : `leads, ${state}`
}

function replicasOf({ leader, replicas, isr, offlineReplicas, replicaSizes }: PartitionItem): Replica[] {
  const described = replicas.map(
    (broker, index): Replica => ({
      broker,
      isLeader: broker === leader,
      state: offlineReplicas.includes(broker) ? 'offline' : isr.includes(broker) ? 'in step' : 'behind',
      size: replicaSizes[index] ?? null,
    }),
  )
  return [...described.filter(({ isLeader }) => isLeader), ...described.filter(({ isLeader }) => !isLeader)]
}
