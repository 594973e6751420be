import type { MessageFormat } from '#lib/contract/message-formats.ts'
import { toBytes } from '#lib/decode/typed-payload.ts'
import { containsText, hasHeader, keyEquals } from './byte-conditions.ts'
import { CelCondition } from './cel-condition.ts'
import type { FilterFault } from './cel-faults.ts'
import type { Condition } from './condition.ts'
import type { FilterableRecord } from './filterable-record.ts'

/** What is searched for, in the words of the query; all of it must be true of a record. */
export interface FilterConditions {
  readonly topic: string
  readonly contains?: string | undefined
  readonly case?: 'match' | 'ignore' | undefined
  readonly key?: string | undefined
  readonly header?: string | undefined
  readonly filter?: string | undefined
  readonly keyFormat: MessageFormat
  readonly valueFormat: MessageFormat
}

export interface RecordFilter {
  /** Asked once for the decompressed records of a batch: false where none of them can match. */
  readonly mayMatch: (recordsBytes: Buffer) => boolean
  readonly matches: (record: FilterableRecord) => boolean
  /** Why records could not be asked, counted so far. */
  readonly faults: () => FilterFault[]
  /** The same without counts. */
  readonly faultKinds: () => string[]
}

/** Throws `invalid` with the field that is wrong; nothing is read for a filter that cannot be. */
export function compileFilter(searched: FilterConditions): RecordFilter {
  const { contains, header, filter } = searched
  const key = searchedKey(searched)
  const cel = filter === undefined ? null : new CelCondition(filter, searched)
  // Those that cost least come first: what they rule out, the others need not look at.
  const conditions: Condition[] = [
    ...(key ? [keyEquals(key)] : []),
    ...(header === undefined ? [] : [hasHeader(header)]),
    ...(contains === undefined ? [] : [containsText(contains, searched.case ?? 'match')]),
    ...(cel ? [cel] : []),
  ]
  return {
    mayMatch: (recordsBytes) => conditions.every((condition) => condition.mayMatch(recordsBytes)),
    matches: (record) => conditions.every((condition) => condition.matches(record)),
    faults: () => cel?.faults() ?? [],
    faultKinds: () => cel?.faultKinds() ?? [],
  }
}

/** The bytes of the key that is searched for, which say to which partition it belongs; null: any key will do. */
export function searchedKey({ key, keyFormat }: Pick<FilterConditions, 'key' | 'keyFormat'>): Buffer | null {
  return key === undefined ? null : toBytes({ format: keyFormat, data: key }, 'key')
}
