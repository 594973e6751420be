import type { ReadFormat } from '#lib/contract/message-formats.ts'

/** Where the bytes come from: some formats are known by their topic, and some values are read by their key. */
export interface PayloadContext {
  readonly topic: string
  readonly part: 'key' | 'value' | 'header'
  readonly key?: Buffer | null | undefined
}

export interface ReadContext extends PayloadContext {
  readonly maxTextBytes: number
}

export interface ReadPayload {
  /** What it was read as. */
  readonly format: ReadFormat
  readonly text: string
  /** The value itself where it is JSON, on one line; every digit and every key stands as it was written. */
  readonly json?: string
  readonly truncated?: true
  /** Why it could not be read as asked, or is doubtful. */
  readonly problem?: string
  /** Why it was taken for this format, where nobody chose it. */
  readonly reason?: string
}

export type PayloadText = Pick<ReadPayload, 'text' | 'json' | 'truncated' | 'problem'>

/** A sentence that says why these bytes are none of a format. */
export class Unreadable {
  readonly problem: string

  constructor(problem: string) {
    this.problem = problem
  }
}

/** How bytes are read in one format. A new format is one more of these in the table of payload-formats.ts. */
export interface PayloadFormat {
  /** Why these bytes look like it; null: they do not. A format without it is never guessed. */
  readonly recognise?: (bytes: Buffer, context: PayloadContext) => string | null
  readonly read: (bytes: Buffer, context: ReadContext) => PayloadText | Unreadable
  /** What filters see: objects, lists, text, numbers (bigint: an exact integer), bytes. */
  readonly value: (bytes: Buffer, context: PayloadContext) => unknown
  /** What bytes that are none of it are shown as. */
  readonly fallback: 'string' | 'hex'
}
