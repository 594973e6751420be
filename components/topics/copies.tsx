import type { PartitionItem } from '#lib/contract/partitions.ts'
import { formatBytes } from '#lib/format/bytes.ts'

/** The leader first and strong, then the brokers that keep copies; those that are not in step say so. */
export function Copies({ partition }: { partition: PartitionItem }) {
  const { leader, replicas, isr, offlineReplicas, replicaSizes } = partition
  const copies = replicas.map((broker, index) => ({
    broker,
    state: offlineReplicas.includes(broker) ? 'offline' : isr.includes(broker) ? 'in step' : 'behind',
    size: replicaSizes[index] ?? null,
  }))
  const ordered = [
    ...copies.filter(({ broker }) => broker === leader),
    ...copies.filter(({ broker }) => broker !== leader),
  ]
  return (
    <span className="inline-flex items-center gap-1.5 tabular-nums">
      {leader === null && <span className="font-semibold text-bad">none</span>}
      {ordered.map(({ broker, state, size }, index) => (
        <span key={broker} className="inline-flex items-center gap-1.5" title={describe(broker, state, size, leader)}>
          {(index > 0 || leader === null) && (
            <span aria-hidden className="text-faint">
              ·
            </span>
          )}
          <span
            className={
              state === 'offline'
                ? 'text-bad line-through'
                : state === 'behind'
                  ? 'text-warn'
                  : broker === leader
                    ? 'font-semibold'
                    : 'text-muted'
            }
          >
            {broker}
            {state !== 'in step' && <span className="sr-only"> {state}</span>}
            {state === 'behind' && <span aria-hidden> ◐</span>}
          </span>
        </span>
      ))}
    </span>
  )
}

function describe(broker: number, state: string, size: number | null, leader: number | null): string {
  const role = broker === leader ? 'leads' : `copy, ${state}`
  return `Broker ${broker}: ${role}${size === null ? '' : `, ${formatBytes(size)}`}`
}
