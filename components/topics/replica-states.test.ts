import { expect, test } from 'vitest'
import { describeReplica, replicasOf } from './replica-states.ts'

const partition = { leader: 2, replicas: [1, 2, 3, 4], isr: [2, 1], offlineReplicas: [4], replicaSizes: [10, 11, null] }

test('replicas stay in the order of Kafka, each with its state and size', () => {
  expect(replicasOf(partition)).toEqual([
    { broker: 1, isLeader: false, state: 'in sync', sizeBytes: 10 },
    { broker: 2, isLeader: true, state: 'in sync', sizeBytes: 11 },
    { broker: 3, isLeader: false, state: 'out of sync', sizeBytes: null },
    { broker: 4, isLeader: false, state: 'offline', sizeBytes: null },
  ])
})

test('a replica that is offline is that first, though the ISR still names it', () => {
  const [replica] = replicasOf({ ...partition, replicas: [1], isr: [1], offlineReplicas: [1] })
  expect(replica?.state).toBe('offline')
})

test('each is described by role and state', () => {
  expect(replicasOf(partition).map(describeReplica)).toEqual([
    'follower, in sync',
    'leader, in sync',
    'follower, out of sync',
    'follower, offline',
  ])
})
