import type { PartitionItem } from '#lib/contract/partitions.ts'

export interface Replica {
  readonly broker: number
  readonly isLeader: boolean
  readonly state: 'in sync' | 'out of sync' | 'offline'
  readonly sizeBytes: number | null
}

type Described = Pick<PartitionItem, 'leader' | 'replicas' | 'isr' | 'offlineReplicas' | 'replicaSizes'>

/** The replicas of a partition in Kafka's order, the preferred leader first. */
export function replicasOf({ leader, replicas, isr, offlineReplicas, replicaSizes }: Described): Replica[] {
  return replicas.map((broker, index) => ({
    broker,
    isLeader: broker === leader,
    state: offlineReplicas.includes(broker) ? 'offline' : isr.includes(broker) ? 'in sync' : 'out of sync',
    sizeBytes: replicaSizes[index] ?? null,
  }))
}

export function describeReplica({ isLeader, state }: Replica): string {
  return `${isLeader ? 'leader' : 'follower'}, ${state}`
}
