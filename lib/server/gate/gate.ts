import { randomBytes } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import { type IncomingMessage, Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { uncached } from '#lib/server/headers.ts'
import { clientAddress } from './client-address.ts'
import {
  MAX_REQUEST_BYTES,
  NO_TUNNEL,
  NO_UPGRADE,
  type Refusal,
  rawResponse,
  refusalBody,
  refusalHeaders,
  refuseRequest,
  refuseUnreadable,
  TOO_LARGE,
} from './refusals.ts'
import { holdBack } from './whole-body.ts'

/** Longer than the usual 60 s of proxies: whoever closes an idle connection first may cut off a request on its way. */
const KEEP_ALIVE_MS = 75_000

/** Next redirects these, permanently and without a word on caching, before any route or page is reached. */
const UNTIDY_PATH = /^[^?]*(\/\/|\\|\/(\.|%2e){1,2}(\/|\?|$))|^[^?]+\/(\?|$)/i

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void

/** Stands in front of every HTTP server that begins to listen in this process from now on. */
export function gateServers(trustedProxies: readonly string[]): void {
  subscribe('tracing:net.server.listen:asyncStart', (message) => {
    const { server } = message as { readonly server: unknown }
    if (server instanceof Server) gate(server, trustedProxies)
  })
}

/** What is refused here never reaches the listeners that the server has so far. */
export function gate(server: Server, trustedProxies: readonly string[] = []): void {
  server.keepAliveTimeout = KEEP_ALIVE_MS
  // Those of 'request' take a request and its response, by the definition of http.Server.
  const inner = server.listeners('request') as RequestListener[]
  for (const event of ['request', 'upgrade', 'connect', 'clientError']) server.removeAllListeners(event)
  server.on('request', (request, response) => {
    const { method = '', url = '', headers } = request
    const refusal = refuseRequest(method, url, headers['content-length'])
    const { remoteAddress: socketAddress } = request.socket
    const forwardedFor = String(headers['x-forwarded-for'] ?? '')
    // What stands there from now on is the client's address, which routes take at its word.
    headers['x-forwarded-for'] = clientAddress({ socketAddress, forwardedFor, trustedProxies })
    if (UNTIDY_PATH.test(url)) response.setHeaders(new Headers(uncached))
    const pass = () => {
      for (const listener of inner) listener(request, response)
    }
    if (refusal) refuse(response, refusal)
    else if (headers['transfer-encoding'] === undefined) pass()
    else holdBack(request, MAX_REQUEST_BYTES, { onWhole: pass, onTooLarge: () => refuse(response, TOO_LARGE) })
  })
  // Next answers none of its own in production, but keeps each socket for good.
  server.on('upgrade', (_request, socket) => refuseSocket(socket, NO_UPGRADE))
  server.on('connect', (_request, socket) => refuseSocket(socket, NO_TUNNEL))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuseSocket(socket, refuseUnreadable(error.code)))
}

/** Node reads on and throws away what is left of the body, so the sender gets to read this. */
function refuse(response: ServerResponse, refusal: Refusal): void {
  const requestId = newId()
  const body = refusalBody(refusal, requestId)
  response.writeHead(refusal.status, { ...refusalHeaders(refusal), 'X-Request-Id': requestId })
  response.end(body)
}

function refuseSocket(socket: Duplex, refusal: Refusal): void {
  socket.on('error', () => {})
  if (!socket.writable) socket.destroy()
  else socket.end(rawResponse(refusal, newId()), () => socket.destroy())
}

function newId(): string {
  return randomBytes(8).toString('hex')
}
