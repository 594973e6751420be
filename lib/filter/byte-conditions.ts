import { AppError } from '#lib/contract/errors.ts'
import { searchBytes, searchIgnoringCase } from './byte-search.ts'
import type { Condition } from './condition.ts'
import type { FilterableRecord } from './filterable-record.ts'

/** The text stands in the key, the value, or the name or value of a header, as bytes: nothing is decoded. */
export function containsText(text: string, mode: 'match' | 'ignore'): Condition {
  const search = mode === 'ignore' ? searchIgnoringCase(text) : searchBytes(textBytes(text, 'contains'))
  return {
    mayMatch: (recordsBytes) => search.isBetween(recordsBytes, 0, recordsBytes.length),
    matches: (record) => {
      const { bytes, keyFrom, keyTo, valueFrom, valueTo, headersFrom, headersTo } = record
      if (keyFrom >= 0 && search.isBetween(bytes, keyFrom, keyTo)) return true
      if (valueFrom >= 0 && search.isBetween(bytes, valueFrom, valueTo)) return true
      if (!search.isBetween(bytes, headersFrom, headersTo)) return false
      // It may lie across the lengths that stand between a name and a value.
      return record
        .headers()
        .some(({ name, value }) => search.isIn(Buffer.from(name)) || (value !== null && search.isIn(value)))
    },
  }
}

export function keyEquals(key: Buffer): Condition {
  const search = searchBytes(key)
  return {
    mayMatch: (recordsBytes) => search.isBetween(recordsBytes, 0, recordsBytes.length),
    matches: ({ bytes, keyFrom, keyTo }) =>
      keyFrom >= 0 && keyTo - keyFrom === key.length && bytes.compare(key, 0, key.length, keyFrom, keyTo) === 0,
  }
}

/** `name`, or `name=value`; the first = divides them. */
export function hasHeader(condition: string): Condition {
  const divider = condition.indexOf('=')
  const name = divider < 0 ? condition : condition.slice(0, divider)
  const value = divider < 0 ? null : textBytes(condition.slice(divider + 1), 'header')
  const parts = [textBytes(name, 'header'), ...(value ? [value] : [])].map(searchBytes)
  const areBetween = (bytes: Buffer, from: number, to: number) => parts.every((part) => part.isBetween(bytes, from, to))
  return {
    mayMatch: (recordsBytes) => areBetween(recordsBytes, 0, recordsBytes.length),
    matches: (record: FilterableRecord) =>
      areBetween(record.bytes, record.headersFrom, record.headersTo) &&
      record.headers().some((header) => header.name === name && (value === null || header.value?.equals(value))),
  }
}

function textBytes(text: string, field: string): Buffer {
  if (text.isWellFormed()) return Buffer.from(text)
  throw new AppError('invalid', 'The text has half a character in it, which UTF-8 cannot hold', { field })
}
