import { STATUS_CODES } from 'node:http'
import type { ErrorCode } from '#lib/contract/errors.ts'
import { MAX_PRODUCE_BYTES } from '#lib/contract/produce-limits.ts'
import { inertPolicy, securityHeaders, uncached } from '#lib/server/headers.ts'

/** The largest that any route takes; a route may take less. */
export const MAX_REQUEST_BYTES = MAX_PRODUCE_BYTES

export interface Refusal {
  readonly status: number
  readonly code: ErrorCode
  readonly message: string
  readonly allow?: string
}

const API_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const PAGE_METHODS = ['GET', 'HEAD']

/** Pages and files are only read: with any other method Next would take a request for a Server Action. */
export function refuseMethod(method: string, pathname: string): Refusal | null {
  const isApi = pathname === '/api' || pathname.startsWith('/api/')
  const allowed = isApi ? API_METHODS : PAGE_METHODS
  if (allowed.includes(method)) return null
  const allow = allowed.join(', ')
  return { status: 405, code: 'invalid', message: `${method} is not possible here. There is ${allow}.`, allow }
}

/** The image optimizer has no use here, and a history of security fixes. */
export function refuseFile(pathname: string): Refusal | null {
  if (pathname !== '/_next/image') return null
  return { status: 404, code: 'not-found', message: 'Images are served as they are, at their own addresses.' }
}

/** What its header alone rules out. */
export function refuseRequest(method: string, url: string, contentLength: string | undefined): Refusal | null {
  const pathname = url.replace(/[?#].*$/s, '')
  if (Number(contentLength ?? 0) > MAX_REQUEST_BYTES) return TOO_LARGE
  return refuseMethod(method, pathname) ?? refuseFile(pathname)
}

export const TOO_LARGE: Refusal = {
  status: 413,
  code: 'too-large',
  message: `The body is larger than ${MAX_REQUEST_BYTES / 1024 / 1024} MiB.`,
}
export const NO_UPGRADE: Refusal = {
  status: 501,
  code: 'unsupported',
  message: 'The connection stays plain HTTP/1.1: there are no web sockets here, and no HTTP/2.',
}
export const NO_TUNNEL: Refusal = { status: 405, code: 'invalid', message: 'This is no proxy.', allow: 'GET, HEAD' }

/** What could not even be parsed as a request, by the code of Node's error. */
export function refuseUnreadable(errorCode: string | undefined): Refusal {
  switch (errorCode) {
    case 'HPE_INVALID_METHOD':
      return { status: 405, code: 'invalid', message: 'There is no such method.', allow: 'GET, HEAD' }
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, code: 'too-large', message: 'The header of the request is too large.' }
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, code: 'timeout', message: 'The request took too long to arrive.' }
    default:
      return { status: 400, code: 'invalid', message: 'This is not a valid HTTP request.' }
  }
}

export function refusalBody({ code, message }: Refusal, requestId: string): string {
  return JSON.stringify({ error: { code, message, requestId } })
}

export function refusalHeaders({ allow }: Refusal): Readonly<Record<string, string>> {
  return {
    ...securityHeaders,
    'Content-Security-Policy': inertPolicy,
    ...uncached,
    'Content-Type': 'application/json',
    ...(allow !== undefined && { Allow: allow }),
  }
}

/** A whole response, for where there is no request to respond to. */
export function rawResponse(refusal: Refusal, requestId: string): string {
  const body = refusalBody(refusal, requestId)
  const headers = { ...refusalHeaders(refusal), 'Content-Length': Buffer.byteLength(body), Connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join('')}\r\n${body}`
}
