import type { IncomingHttpHeaders } from 'node:http'
import { errorReplySchema } from '#lib/contract/common.ts'
import { type ErrorCode, errorStatus } from '#lib/contract/errors.ts'
import type { RouteDefinition } from '#lib/contract/route-definition.ts'
import { routes } from '#lib/contract/routes.ts'
import { nameOf } from './random-requests.ts'

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** It did not end before we left: so it is with those that only end when their reader leaves. */
  readonly isCut: boolean
}

const definitions: ReadonlyMap<string, RouteDefinition> = new Map(
  routes.map((definition) => [
    nameOf({ method: definition.method, path: `/api${definition.path.replace(/:(\w+)/g, '{$1}')}` }),
    definition,
  ]),
)
const STREAMS = ['text/event-stream', 'application/x-ndjson', 'application/octet-stream', 'text/csv']
/** Those that a page or the gate refuses a request with, before it is known which route it is for. */
const OTHER_STATUSES = [405, 408, 431]

/** From an address with too many slashes to the same without them, and to nowhere else. */
const REDIRECT = 308

/** What is wrong with a reply, whatever the request was; null: nothing. */
export function judgeReply(operation: string, method: string, { status, headers, text, isCut }: Reply): string | null {
  const type = headers['content-type'] ?? ''
  if (isCut && !STREAMS.some((stream) => type.startsWith(stream))) return 'it does not end'
  if (!String(headers['cache-control']).includes('no-store')) return `a cache may keep it: ${headers['cache-control']}`
  if (method === 'HEAD') return text === '' && status !== errorStatus.internal ? null : `${text.length} characters`
  if (status === REDIRECT) return /^\/[^/\\]/.test(headers.location ?? '') ? null : `it leads to ${headers.location}`
  if (status >= 300) return judgeError(status, text)
  const definition = definitions.get(operation)
  // A request that was twisted may be a valid one for another route.
  if (!definition || definition.method !== method) return null
  if (status !== definition.reply.status) return `the contract has ${definition.reply.status}`
  if (type.startsWith('application/json')) return judgeJson(definition, text)
  return type.startsWith('application/x-ndjson') && operation.endsWith('/messages')
    ? judgeLines(definition, text)
    : null
}

function judgeError(status: number, text: string): string | null {
  const reply = errorReplySchema.safeParse(parseJson(text))
  if (!reply.success) return `no error of the contract: ${reply.error.message}`
  const { code } = reply.data.error
  if (code === 'internal') return 'an error of the dashboard itself'
  return isStatusOf(code, status) ? null : `${code} is not ${status}`
}

function isStatusOf(code: ErrorCode, status: number): boolean {
  return errorStatus[code] === status || OTHER_STATUSES.includes(status)
}

function judgeJson({ reply }: RouteDefinition, text: string): string | null {
  const parsed = reply.schema.safeParse(parseJson(text))
  return parsed.success ? null : `not as the contract says: ${parsed.error.message}`
}

/** The last line may be cut off where we left. */
function judgeLines(definition: RouteDefinition, text: string): string | null {
  const lines = text.split('\n').slice(0, -1)
  return lines.map((line) => judgeJson(definition, line)).find((fault) => fault !== null) ?? null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
