import type { MessageFormat } from '#lib/contract/message-formats.ts'
import { type KeyWriter, writeKey } from './message-bytes.ts'
import { translateFilter } from './message-filter.ts'
import type { FilterWords } from './message-filter-words.ts'
import type { MessageQuery } from './message-query.ts'

/** The conditions of a program, in its own language. */
interface Conditions {
  readonly tests: readonly string[]
  /** The conditions it leaves out, in words. */
  readonly missing: readonly string[]
  readonly isFiltered: boolean
}

interface Language {
  readonly filter: keyof FilterWords
  readonly key: KeyWriter
  readonly contains: (text: string, isExact: boolean) => string
  readonly keyIs: (bytes: string) => string
  readonly header: (name: string, value: string | null) => string
  readonly before: (toMs: number) => string
}

const filterFormats: ReadonlySet<MessageFormat> = new Set(['auto', 'string', 'json'])

export function writeConditions(language: Language, query: MessageQuery): Conditions {
  const { contains, key, header, filter, to } = query
  const keyBytes = key === undefined ? null : writeKey(language.key, query.keyFormat, key)
  const words = filter === undefined ? null : readFilter(query, filter)
  const divider = header?.indexOf('=') ?? -1
  return {
    tests: [
      ...(to === undefined ? [] : [language.before(Date.parse(to))]),
      ...(keyBytes === null ? [] : [language.keyIs(keyBytes)]),
      ...(header === undefined ? [] : [writeHeader(language, header, divider)]),
      ...(contains === undefined ? [] : [language.contains(contains, query.case !== 'ignore')]),
      ...(words ? [words[language.filter]] : []),
    ],
    missing: [
      ...(key !== undefined && keyBytes === null ? [`omitted, as the key cannot be written as text: ${key}`] : []),
      ...(filter !== undefined && !words ? [`omitted, as only Highwater can evaluate it: filter ${filter}`] : []),
      ...(query.control ? ['omitted, as consumers do not receive them: control records'] : []),
    ],
    isFiltered: words !== null,
  }
}

function readFilter({ topic, keyFormat, valueFormat }: MessageQuery, filter: string): FilterWords | null {
  const isReadable = filterFormats.has(keyFormat) && filterFormats.has(valueFormat) && !topic.startsWith('__')
  return isReadable ? translateFilter(filter) : null
}

function writeHeader(language: Language, header: string, divider: number): string {
  return divider < 0
    ? language.header(header, null)
    : language.header(header.slice(0, divider), header.slice(divider + 1))
}
