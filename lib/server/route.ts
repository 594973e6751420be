import 'server-only'
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { AppError, errorStatus } from '#lib/contract/errors.ts'
import { decodeSegment } from '#lib/contract/paths.ts'
import type { RouteDefinition } from '#lib/contract/route-definition.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import { inertPolicy, securityHeaders } from './headers.ts'
import { HOST_HINT, HOST_REFUSAL, isHostAllowed } from './hosts.ts'
import { log } from './log.ts'
import { isForeignRequest } from './origin.ts'
import { readJsonBody } from './request-body.ts'
import { serverSettings } from './settings.ts'

/** For errors that do not say how long. */
const RETRY_AFTER_SECONDS = 1

interface RouteInput<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  /** Aborts when the client disconnects. */
  readonly signal: AbortSignal
  /** The client's address, as the gate writes it into the request. */
  readonly client: string
}

/**
 * Every route handler is made by this function: it refuses requests of other sites, parses by the contract, and turns
 * anything thrown into the contract's error. The handler returns the reply's data, or a Response for a stream.
 */
export function route<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Reply extends z.ZodType,
>(
  definition: RouteDefinition<Params, Query, Body, Reply>,
  handle: (
    input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => z.output<Reply> | Response | Promise<z.output<Reply> | Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const requestId = randomUUID()
    try {
      assertOurs(request)
      const url = new URL(request.url)
      const result = await handle({
        params: parse(definition.params, readPath(definition.path, url.pathname), 'The address'),
        query: parse(definition.query, readQuery(url.searchParams), 'The query'),
        body: parseBody(definition.body, definition.body && (await readJsonBody(request, definition.maxBodyBytes))),
        signal: request.signal,
        client: request.headers.get('x-forwarded-for') ?? '',
      })
      if (result instanceof Response) return withHeaders(await withoutUnreadBody(request, result), requestId)
      return withHeaders(Response.json(result, { status: definition.reply.status }), requestId)
    } catch (error) {
      return withHeaders(answerError(error, requestId, definition), requestId)
    }
  }
}

/** A stream in response to HEAD would be neither read nor ended. */
async function withoutUnreadBody(request: Request, response: Response): Promise<Response> {
  if (request.method !== 'HEAD') return response
  await response.body?.cancel()
  return new Response(null, response)
}

function assertOurs(request: Request): void {
  if (!isHostAllowed(request.headers.get('host'), serverSettings())) {
    throw new AppError('forbidden', HOST_REFUSAL, {
      hint: HOST_HINT,
    })
  }
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isForeignRequest(request.headers, isRead)) {
    throw new AppError('forbidden', 'This request comes from a page of another site.')
  }
}

function readPath(template: string, pathname: string): Record<string, string> {
  const wanted = template.split('/')
  const found = pathname.replace(/^\/api/, '').split('/')
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    if (!part.startsWith(':')) continue
    try {
      params[part.slice(1)] = decodeSegment(found[index] ?? '')
    } catch (cause) {
      throw new AppError('invalid', 'The address has a broken percent-encoding.', { field: part.slice(1), cause })
    }
  }
  return params
}

function readQuery(parameters: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {}
  for (const [name, value] of parameters) {
    if (Object.hasOwn(query, name)) {
      throw new AppError('invalid', `The parameter "${name}" is given twice.`, { field: name })
    }
    Object.defineProperty(query, name, { value, enumerable: true })
  }
  return query
}

function parseBody<Body extends z.ZodType>(schema: Body | undefined, body: unknown): z.output<Body> {
  // Without a schema the handler's body is `unknown`, and undefined is one.
  return schema ? parse(schema, body, 'The body') : (undefined as z.output<Body>)
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.')
  const message =
    issue?.code === 'unrecognized_keys'
      ? `${what} has a field that is not known: ${issue.keys.join(', ')}.`
      : `${what} is not valid${field ? ` at "${field}"` : ''}: ${issue?.message ?? 'unreadable'}.`
  throw new AppError('invalid', message, field ? { field } : {})
}

function answerError(thrown: unknown, requestId: string, { method, path }: RouteDefinition): Response {
  const known = toAppError(thrown)
  const error = known ?? new AppError('internal', 'Something went wrong in the dashboard itself; its log says what.')
  const status = errorStatus[error.code]
  const { hint, field, progress, retryAfterSeconds } = error.options
  if (!known) log().error({ requestId, method, path, error: thrown }, 'request failed')
  else log().debug({ requestId, method, path, code: error.code, error: thrown }, 'request refused')
  const reply = { error: { code: error.code, message: error.message, hint, field, requestId }, progress }
  const retryAfter = retryAfterSeconds ?? (error.code === 'busy' ? RETRY_AFTER_SECONDS : undefined)
  const headers = retryAfter ? { 'Retry-After': String(retryAfter) } : undefined
  return Response.json(reply, { status, ...(headers && { headers }) })
}

function withHeaders(response: Response, requestId: string): Response {
  if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'private, no-store')
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
  response.headers.set('Content-Security-Policy', inertPolicy)
  response.headers.set('X-Request-Id', requestId)
  return response
}
