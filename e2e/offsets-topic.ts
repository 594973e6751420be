import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Kafka } from './demo-kafka.ts'

const run = promisify(execFile)
const OFFSETS_TOPIC = '__consumer_offsets'
const MOST_BYTES = 64 * 1024 * 1024

/** By partition, where the topic ends in which Kafka keeps groups and commits: every change of either moves an end. */
export async function offsetsTopicEnds(kafka: Kafka): Promise<Map<number, number>> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    const ends = await admin.fetchTopicOffsets(OFFSETS_TOPIC)
    return new Map(ends.map(({ partition, high }) => [partition, Number(high)]))
  } finally {
    await admin.disconnect()
  }
}

/** Of which groups anything was written down between two of them; read without a group, so that nothing is added. */
export async function groupsWrittenBetween(
  bootstrap: readonly string[],
  from: ReadonlyMap<number, number>,
  to: ReadonlyMap<number, number>,
): Promise<Set<string>> {
  const groups = new Set<string>()
  for (const [partition, start] of from) {
    const count = (to.get(partition) ?? start) - start
    if (count === 0) continue
    const place = ['-C', '-t', OFFSETS_TOPIC, '-p', String(partition), '-o', String(start), '-e']
    // Each key is preceded by its length, as it is not text.
    const { stdout } = await run('kcat', ['-b', bootstrap.join(','), '-q', ...place, '-f', '%o %K %k'], {
      encoding: 'buffer',
      maxBuffer: MOST_BYTES,
    })
    for (const { offset, key } of records(stdout)) {
      if (offset < start + count) groups.add(groupIn(key))
    }
  }
  return groups
}

function* records(bytes: Buffer): Generator<{ offset: number; key: Buffer }> {
  for (let at = 0; at < bytes.length; ) {
    const afterOffset = bytes.indexOf(' ', at)
    const afterLength = bytes.indexOf(' ', afterOffset + 1)
    const length = Number(bytes.toString('latin1', afterOffset + 1, afterLength))
    yield {
      offset: Number(bytes.toString('latin1', at, afterOffset)),
      key: bytes.subarray(afterLength + 1, afterLength + 1 + length),
    }
    at = afterLength + 1 + length
  }
}

/** Every kind of key begins with its version and the group's id. */
function groupIn(key: Buffer): string {
  return key.toString('utf8', 4, 4 + key.readInt16BE(2))
}
