import { topicAt } from '#lib/monitor/lag/groups/group-layouts.ts'
import { nextOffset } from '#lib/monitor/lag/lag.ts'
import type { Measured } from '#lib/monitor/lag/measured.ts'
import { UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import type { NextRecord } from './record-times.ts'

interface Wanted {
  readonly from: number
  readonly to: number
  readonly limit: number
  readonly isWanted: (position: number) => boolean
  readonly isKnown: (record: NextRecord) => boolean
}

/** Where groups read next, of the positions that lag and of which more is wanted than is known. */
export function nextRecords(
  { positions, commits, offsets, readable, keyOf }: Measured,
  { from, to, limit, isWanted, isKnown }: Wanted,
): NextRecord[] {
  const found: NextRecord[] = []
  for (let position = from; position < to && found.length < limit; position++) {
    const row = positions.partitionRows[position] ?? -1
    if (row < 0 || !((readable[position] ?? UNKNOWN) > 0) || !isWanted(position)) continue
    const committed = nextOffset(commits.committed[position] ?? UNKNOWN, offsets.startOffsets[row] ?? UNKNOWN)
    const endOffset = offsets.endOffsets[row] ?? UNKNOWN
    if (Number.isNaN(committed) || Number.isNaN(endOffset)) continue
    const topic = positions.topicNames[topicAt(positions, position)] ?? ''
    const partition = positions.partitionIds[position] ?? 0
    const record = { key: keyOf(position), topic, partition, committed, endOffset }
    if (!isKnown(record)) found.push(record)
  }
  return found
}
