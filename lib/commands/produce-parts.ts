import type { NewRecord, ProduceRequest, TypedPayload } from '#lib/contract/produce.ts'
import { readTypedBytes } from '#lib/contract/typed-bytes.ts'
import type { CommandClient } from './client.ts'
import { oneLine } from './words.ts'

/** The records to produce, with all defaults filled in. */
export interface Production {
  readonly client: CommandClient
  readonly topic: string
  readonly records: readonly NewRecord[]
  /** The number of records that are not written out. */
  readonly unwritten: number
  readonly partitioner: 'key' | 'roundrobin'
  readonly acks: 'all' | 'leader' | 'none'
  readonly compression: NonNullable<ProduceRequest['compression']>
}

export function bytesOf(payload: TypedPayload): Uint8Array {
  const read = readTypedBytes(payload)
  return 'bytes' in read ? read.bytes : new Uint8Array()
}

/** The text of a payload that a command can carry unchanged; null: its bytes are not text. */
export function textOf(payload: TypedPayload): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOf(payload))
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

export function base64Of(payload: TypedPayload): string {
  return btoa(Array.from(bytesOf(payload), (byte) => String.fromCharCode(byte)).join(''))
}

/** Names what a tool cannot do, one line each; quoted names of headers may contain line breaks. */
export class Remarks {
  readonly #sign: string
  readonly #lines = new Set<string>()

  constructor(sign: '#' | '//', { unwritten }: Production) {
    this.#sign = sign
    if (unwritten > 0) this.add(`and ${unwritten} more like these`)
  }

  add(line: string): void {
    this.#lines.add(oneLine(line))
  }

  before(text: string): string {
    return [...Array.from(this.#lines, (line) => `${this.#sign} ${line}`), text].join('\n')
  }
}

export const acksSettings = { all: 'all', leader: '1', none: '0' } as const
