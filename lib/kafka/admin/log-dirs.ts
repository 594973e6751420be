import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { describeLogDirs, type LogDir } from '#lib/kafka/protocol/describe-log-dirs.ts'

const DEADLINE_MS = 15_000

/** What a broker keeps on its disks. Large where there are many partitions, so it goes over a lane of its own. */
export function readLogDirs(connections: ConnectionSet, broker: Address): Promise<readonly LogDir[]> {
  return connections.to(broker, 'bulk').send(describeLogDirs, undefined, DEADLINE_MS)
}
