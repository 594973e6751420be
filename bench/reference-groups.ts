import { until } from '#demo/processes.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'

import { type Coordinators, findCoordinators } from '#lib/kafka/admin/coordinators.ts'
import { eachLimited } from '#lib/kafka/admin/each-limited.ts'
import { commitOffsets } from '#lib/kafka/admin/group-offsets.ts'
import { listGroups } from '#lib/kafka/admin/groups.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { groups, type ReferenceGroup } from './reference-shape.ts'

const AT_ONCE = 20
/** Coordinators load all commits before they answer, and move while brokers start. */
const READY_MS = 600_000

/** Creates the missing groups, and repeats until none is missing. */
export async function makeMissingGroups(connections: ConnectionSet): Promise<void> {
  await until('all groups to be there', READY_MS, async () => {
    const missing = await missingGroups(connections)
    if (missing === null) return false
    if (missing.length === 0) return true
    console.log(`  making ${missing.length} groups`)
    await make(connections, missing).catch(() => {})
    return false
  })
}

/** null: not every broker lists its groups yet. */
async function missingGroups(connections: ConnectionSet): Promise<readonly ReferenceGroup[] | null> {
  const { brokers } = await readMetadata(connections)
  const { data, failures } = await listGroups(connections, brokers)
  if (failures.length > 0) return null
  const existing = new Set(data.map(({ id }) => id))
  return groups.filter(({ id }) => !existing.has(id))
}

/** At first the cluster creates __consumer_offsets, and until then no group has a coordinator. */
async function make(connections: ConnectionSet, missing: readonly ReferenceGroup[]): Promise<void> {
  const { data } = await findCoordinators(
    connections,
    missing.map(({ id }) => id),
  )
  const coordinators = new Map(data.map(({ group, coordinator }) => [group, coordinator]))
  const found = missing.filter(({ id }) => coordinators.has(id))
  await eachLimited(found, AT_ONCE, (group) => commitStart(connections, coordinators, group))
}

/** Failed groups are still missing, and are created by the next round. */
async function commitStart(connections: ConnectionSet, coordinators: Coordinators, { id, topics }: ReferenceGroup) {
  const commits = topics.map(({ name, partitions }) => ({
    name,
    partitions: Array.from({ length: partitions }, (_, partition) => ({ id: partition, offset: 0, metadata: '' })),
  }))
  await commitOffsets(connections, coordinators, id, commits)
}
