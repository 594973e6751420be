import type { MessageFormat } from '#lib/contract/message-formats.ts'
import type { MessageStart } from '#lib/contract/message-limits.ts'

/** A query of a topic, with the parameters of the message stream. */
export interface MessageQuery {
  readonly topic: string
  readonly from: MessageStart
  /** `5` for the one selected partition, or `0:5,3:12`. */
  readonly offset?: string | undefined
  readonly time?: string | undefined
  /** Only records before this time. */
  readonly to?: string | undefined
  /** Omitted: no limit. */
  readonly partitions?: readonly number[] | undefined
  /** Omitted: all partitions. */
  readonly limit?: number | undefined
  readonly contains?: string | undefined
  readonly case?: 'match' | 'ignore' | undefined
  readonly key?: string | undefined
  readonly header?: string | undefined
  readonly filter?: string | undefined
  readonly control?: boolean | undefined
  readonly isolation?: 'committed' | 'uncommitted' | undefined
  readonly keyFormat: MessageFormat
  readonly valueFormat: MessageFormat
}

/** The start offset of each partition that has one of its own. */
export function startOffsets({ offset, partitions }: MessageQuery): Map<number, number> {
  if (offset === undefined) return new Map()
  if (!offset.includes(':')) return new Map([[partitions?.[0] ?? 0, Number(offset)]])
  return new Map(
    offset.split(',').map((pair): [number, number] => {
      const [partition, at] = pair.split(':')
      return [Number(partition), Number(at)]
    }),
  )
}

/** null: all of them. */
export function readPartitions(query: MessageQuery): readonly number[] | null {
  if (query.from === 'offset') return [...startOffsets(query).keys()]
  return query.partitions ?? null
}
