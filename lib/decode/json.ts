import { isUtf8 } from 'node:buffer'
import { JsonScanner, NOT_JSON } from '#lib/contract/json-scanner.ts'
import { type PayloadFormat, type ReadContext, Unreadable } from './payload-format.ts'
import { cutText } from './text.ts'

/** Deeper ones are text: what walks over them, here and in the browser, calls itself. */
export const MAX_JSON_DEPTH = 200
/** A longer one of which only the beginning is shown is not worth reading whole. */
const CHECKED_BYTES = 256 * 1024
const PROBLEM_CHARACTERS = 200

export const jsonFormat: PayloadFormat = {
  recognise: (bytes) => {
    if (!looksLikeJson(bytes)) return null
    if (bytes.length > CHECKED_BYTES) return 'Begins and ends like JSON; too long to check here'
    return isUtf8(bytes) && findProblem(bytes) === null ? 'Valid JSON' : null
  },
  read: readJson,
  value: (bytes) => {
    if (!isUtf8(bytes)) return new Unreadable('Not text')
    return parseJson(bytes.toString()) ?? new Unreadable('Not JSON')
  },
  fallback: 'string',
}

function readJson(bytes: Buffer, { maxTextBytes }: ReadContext) {
  if (!isUtf8(bytes)) return new Unreadable('Not JSON, and not even text')
  if (bytes.length > maxTextBytes && bytes.length > CHECKED_BYTES) return cutText(bytes, maxTextBytes)
  const text = bytes.toString()
  const problem = findProblem(bytes)
  if (problem !== null) return new Unreadable(problem)
  if (bytes.length > maxTextBytes) return cutText(bytes, maxTextBytes)
  return { text, json: onOneLine(text) }
}

/** A line break stands in JSON only where a space could. */
function onOneLine(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('\r', ' ')
}

const OPENING = new Set([...'{["'].map((character) => character.charCodeAt(0)))
const CLOSING = new Set([...'}]"'].map((character) => character.charCodeAt(0)))
const SPACES = new Set([...' \t\r\n'].map((character) => character.charCodeAt(0)))

/** Numbers, true, false and null alone are not: as keys and values they are rather text. */
export function looksLikeJson(bytes: Buffer): boolean {
  let from = 0
  let last = bytes.length - 1
  while (from < last && SPACES.has(bytes[from] ?? 0)) from++
  while (last > from && SPACES.has(bytes[last] ?? 0)) last--
  return from < last && OPENING.has(bytes[from] ?? 0) && CLOSING.has(bytes[last] ?? 0)
}

function findProblem(bytes: Buffer): string | null {
  const scanner = new JsonScanner(MAX_JSON_DEPTH)
  scanner.start(bytes, bytes.length)
  if (scanner.document(0) !== NOT_JSON) return null
  if (scanner.faultReason === 'depth') return `JSON that is nested deeper than ${MAX_JSON_DEPTH}`
  try {
    JSON.parse(bytes.toString())
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    return `Not JSON: ${words.slice(0, PROBLEM_CHARACTERS)}`
  }
  return 'Not JSON'
}

/**
 * The value of JSON with no digit lost: integers beyond 2^53 are bigints. undefined: it is none, or nested too deeply.
 * Objects with a field `constructor`, which tells code what an object is, become maps.
 */
export function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  switch (inspect(value, 0)) {
    case 'plain':
      return value
    case 'special':
      return parseWithSource(text, reviveExactly)
    default:
      return undefined
  }
}

type Inspection = 'plain' | 'special' | 'too deep'

function inspect(value: unknown, depth: number): Inspection {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value) ? 'special' : 'plain'
  if (typeof value !== 'object' || value === null) return 'plain'
  if (depth >= MAX_JSON_DEPTH) return 'too deep'
  if (Array.isArray(value)) return inspectAll(value, depth + 1)
  let found: Inspection = 'plain'
  // No prototype has fields that can be enumerated, so these are the object's own.
  for (const name in value) {
    const inner = inspect(fieldOf(value, name), depth + 1)
    if (inner === 'too deep') return inner
    if (inner === 'special' || name === 'constructor') found = 'special'
  }
  return found
}

function inspectAll(values: readonly unknown[], depth: number): Inspection {
  let found: Inspection = 'plain'
  for (const value of values) {
    const inner = inspect(value, depth)
    if (inner === 'too deep') return inner
    if (inner === 'special') found = inner
  }
  return found
}

/** The caller names a field that the object has. */
function fieldOf(value: object, name: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[name]
}

type Revive = (this: unknown, name: string, value: unknown, context: { readonly source?: string }) => unknown

/** The types do not know yet that a reviver gets the source text of a number; Node 22 and later pass it. */
const parseWithSource = JSON.parse as (text: string, revive: Revive) => unknown

const INTEGER = /^-?\d+$/
/** No number that anybody counts with; a bigint of more takes long to read. */
const MAX_DIGITS = 400

const reviveExactly: Revive = (_name, value, { source = '' }) => {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) || source.length > MAX_DIGITS || !INTEGER.test(source) ? value : BigInt(source)
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'constructor')) return value
  return new Map(Object.entries(value))
}
