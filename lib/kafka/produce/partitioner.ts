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
