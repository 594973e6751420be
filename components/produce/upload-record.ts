import { type JsonMemberReader, JsonScanner, NOT_JSON, toJsonUnits } from '#lib/contract/json-scanner.ts'
import type { NewRecord, TypedPayload } from '#lib/contract/produce.ts'
import { readTypedBytes } from '#lib/contract/typed-bytes.ts'

export type ReadRecord = { readonly record: NewRecord } | { readonly problem: string }

export interface KeptParts {
  readonly keepsPartitions: boolean
  readonly keepsTimestamps: boolean
}

type Members = Map<string, string>

/** Members as they are written, so that no digit of a value and no space in it changes. */
class MemberTexts implements JsonMemberReader<Members> {
  readonly #text: string
  readonly #scanner = new JsonScanner(1_000)

  constructor(text: string) {
    this.#text = text
    this.#scanner.start(toJsonUnits(text), text.length)
  }

  /** null: the text is no JSON object. */
  read(): Members | null {
    const members: Members = new Map()
    const at = this.#scanner.skipSpaces(0)
    if (this.#text[at] !== '{') return null
    const end = this.#scanner.object(at, 0, this, members)
    return end === NOT_JSON || this.#scanner.ending(end) === NOT_JSON ? null : members
  }

  readMember(nameFrom: number, nameTo: number, valueAt: number, depth: number, members: Members): number {
    const end = this.#scanner.value(valueAt, depth)
    // What the scanner accepts is a literal of JSON.
    const name: string = JSON.parse(this.#text.slice(nameFrom - 1, nameTo + 1))
    if (end !== NOT_JSON) members.set(name, this.#text.slice(valueAt, end))
    return end
  }
}

/** Members of a record in the files that the pages of messages write. */
const NAMES: ReadonlySet<string> = new Set([
  'partition',
  'offset',
  'timestamp',
  'timestampMs',
  'timestampType',
  'key',
  'value',
  'headers',
  'keyText',
  'valueText',
  'problem',
])

/** Whether a line is a whole record rather than a value of one. */
export function looksLikeRecord(text: string): boolean {
  const members = new MemberTexts(text).read()
  return members?.has('value') === true && [...members.keys()].every((name) => NAMES.has(name))
}

/**
 * A record written as JSON: `value`, and if wanted `key`, `headers`, `partition`, `timestampMs`. A text is sent
 * without its quotes, null as null, and all other JSON as it is written. Exported records have their bytes in base64.
 */
export function readRecordLine(text: string, kept: KeptParts): ReadRecord {
  const members = new MemberTexts(text).read()
  if (!members) return { problem: objectProblem(text) }
  const value = members.get('value')
  if (value === undefined) return { problem: 'the member “value” is missing' }
  // Only exported records say which kind their timestamp is.
  const isExported = members.has('timestampType')
  const readKey = payloadOf(members.get('key') ?? 'null', isExported)
  const readValue = payloadOf(value, isExported)
  const headers = headersOf(members.get('headers') ?? '[]', isExported)
  const place = kept.keepsPartitions ? numberOf(members.get('partition'), 'partition') : null
  const timestamp = members.get('timestampMs') ?? members.get('timestamp')
  const time = kept.keepsTimestamps ? numberOf(timestamp, 'timestampMs') : null
  for (const part of [readKey, readValue, headers, place, time]) if (typeof part === 'string') return { problem: part }
  return {
    record: {
      key: whole(readKey),
      value: whole(readValue),
      headers: whole(headers) ?? [],
      ...(typeof place === 'number' && { partition: place }),
      ...(typeof time === 'number' && { timestampMs: time }),
    },
  }
}

/** What is left once problems, which are texts, were returned. */
function whole<Part extends object>(part: Part | string | null): Part | null {
  return typeof part === 'string' ? null : part
}

function objectProblem(text: string): string {
  const read = readTypedBytes({ format: 'json', data: text })
  return 'problem' in read ? onOneLine(read.problem) : 'a record is a JSON object with the member “value”'
}

/** Each record is one line, and its number is said already. */
export function onOneLine(problem: string): string {
  return problem.replace('at line 1, column', 'at column')
}

function payloadOf(json: string, isExported: boolean): TypedPayload | string | null {
  if (json === 'null') return null
  if (isExported && !json.startsWith('"')) return 'an exported key or value is base64 text, or null'
  if (!json.startsWith('"')) return { format: 'json', data: json }
  const payload: TypedPayload = { format: isExported ? 'base64' : 'string', data: JSON.parse(json) }
  const read = readTypedBytes(payload)
  return 'problem' in read ? read.problem : payload
}

const HEADERS_PROBLEM = 'headers are pairs: [["name", "value"], ["name", null]]'

function headersOf(json: string, isExported: boolean): NewRecord['headers'] | string {
  const pairs: unknown = JSON.parse(json)
  if (!Array.isArray(pairs)) return HEADERS_PROBLEM
  const headers: NewRecord['headers'] = []
  for (const pair of pairs) {
    if (!Array.isArray(pair) || pair.length !== 2) return HEADERS_PROBLEM
    const [name, value]: unknown[] = pair
    if (typeof name !== 'string' || (typeof value !== 'string' && value !== null)) return HEADERS_PROBLEM
    const payload = value === null ? null : payloadOf(JSON.stringify(value), isExported)
    if (typeof payload === 'string') return `the header “${name}”: ${payload}`
    headers.push({ name, value: payload })
  }
  return headers
}

function numberOf(json: string | undefined, name: string): number | string | null {
  if (json === undefined || json === 'null') return null
  const number = Number(json)
  return Number.isSafeInteger(number) && number >= 0 ? number : `“${name}” is not a whole number from 0`
}
