export interface FilterableHeader {
  readonly name: string
  readonly value: Buffer | null
}

/**
 * A record as filters see it: where its parts lie in the bytes of its batch. It is used again for the next record, so
 * nothing of it may be kept.
 */
export interface FilterableRecord {
  readonly partition: number
  readonly offset: number
  readonly timestampMs: number | null
  /** The records of the batch, decompressed. */
  readonly bytes: Buffer
  /** -1: there is no key. */
  readonly keyFrom: number
  readonly keyTo: number
  /** -1: there is no value. */
  readonly valueFrom: number
  readonly valueTo: number
  readonly headersFrom: number
  readonly headersTo: number
  headers(): readonly FilterableHeader[]
}
