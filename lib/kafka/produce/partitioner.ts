import type { MetadataPartition } from '#lib/kafka/protocol/metadata.ts'
import type { WrittenRecord } from '#lib/kafka/records/batch-writer.ts'

/** Java's producer goes on to another partition once a batch of its default size is full. */
const STICKY_BYTES = 16 * 1024

const SEED = 0x9747b28c
const MULTIPLIER = 0x5bd1e995

/** The hash of Kafka's Java client: murmur2, of which programs in other languages often have a variant. */
export function murmur2(bytes: Buffer): number {
  const { length } = bytes
  const whole = length - (length % 4)
  let hash = SEED ^ length
  for (let at = 0; at < whole; at += 4) {
    const mixed = Math.imul(bytes.readInt32LE(at), MULTIPLIER)
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(mixed ^ (mixed >>> 24), MULTIPLIER)
  }
  if (length > whole) hash = Math.imul(hash ^ bytes.readUIntLE(whole, length - whole), MULTIPLIER)
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER)
  return hash ^ (hash >>> 15)
}

/** Where Java's producer puts a key, as long as nobody adds partitions. */
export function partitionOfKey(key: Buffer, partitionCount: number): number {
  return (murmur2(key) & 0x7fff_ffff) % partitionCount
}

type Unplaced = Pick<WrittenRecord, 'key' | 'value'>

/** Chooses for one record after the other; null where no partition has a leader. */
export type Partitioner = (record: Unplaced) => number | null

/** As Java's default: by the key; without one, anywhere that has a leader, and a while the same. */
export function keyPartitioner(partitions: readonly MetadataPartition[], random = Math.random): Partitioner {
  const available = withLeader(partitions)
  const next = () => available[Math.floor(random() * available.length)] ?? null
  let sticky = next()
  let bytes = 0
  return ({ key, value }) => {
    if (key !== null) return partitionOfKey(key, partitions.length)
    if (bytes >= STICKY_BYTES) {
      sticky = next()
      bytes = 0
    }
    bytes += value?.length ?? 0
    return sticky
  }
}

/** One after the other, whatever the keys; `turn` is how many had theirs before. */
export function roundRobinPartitioner(partitions: readonly MetadataPartition[], turn: number): Partitioner {
  const available = withLeader(partitions)
  let current = turn
  return () => available[current++ % available.length] ?? null
}

function withLeader(partitions: readonly MetadataPartition[]): number[] {
  return partitions
    .filter(({ leader }) => leader !== null)
    .map(({ id }) => id)
    .sort((a, b) => a - b)
}
