import fc from 'fast-check'
import { z } from 'zod'
import { encodeSegment } from '#lib/contract/paths.ts'
import {
  hostileText,
  hostileValue,
  type JsonSchema,
  jsonSchema,
  type KnownValues,
  sometimes,
  validValue,
  withoutMissing,
} from './schema-values.ts'

const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query']),
  required: z.boolean(),
  schema: jsonSchema,
})
const operation = z.object({
  parameters: z.array(parameter),
  requestBody: z.object({ content: z.object({ 'application/json': z.object({ schema: jsonSchema }) }) }).optional(),
})
/** What is read of the document that the product serves. */
export const openapiDocument = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) })

export interface Operation extends z.infer<typeof operation> {
  readonly method: string
  /** As in the document: `/api/clusters/{c}`. */
  readonly path: string
}

export function operationsOf({ paths }: z.infer<typeof openapiDocument>): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ ...described, method: method.toUpperCase(), path })),
  )
}

export interface RandomRequest {
  /** Of the operation that it is made from, which hostile ones may miss. */
  readonly operation: string
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export function nameOf({ method, path }: Pick<Operation, 'method' | 'path'>): string {
  return `${method} ${path}`
}

interface Parts {
  readonly path: Readonly<Record<string, string>>
  readonly query: readonly (readonly [name: string, value: string])[]
  readonly body: unknown
}

/** Requests that the contract allows, and mostly concern what exists. */
export function validRequest(made: Operation, known: KnownValues): fc.Arbitrary<RandomRequest> {
  return partsOf(made, known).map((parts) => toRequest(made, parts))
}

/** Valid requests with one thing wrong, and some with everything. */
export function wrongRequest(made: Operation, known: KnownValues): fc.Arbitrary<RandomRequest> {
  const twist = fc.tuple(fc.nat(), hostileText, hostileValue, fc.boolean())
  return fc.oneof(
    partsOf(made, known).chain((parts) =>
      twist.map(([place, ...values]) => toRequest(made, twistPart(parts, place, ...values))),
    ),
    partsOf(made, known).chain((parts) => fc.oneof(...twistedRequests(toRequest(made, parts)))),
    fc
      .tuple(
        fc.dictionary(hostileText, hostileText, { maxKeys: 4 }),
        fc.array(hostileText, { minLength: 6, maxLength: 6 }),
        hostileValue,
      )
      .map(([query, segments, body]) => toRequest(made, hostileParts(made, query, segments, body))),
  )
}

function partsOf({ parameters, requestBody, method, path }: Operation, known: KnownValues): fc.Arbitrary<Parts> {
  const isChange = method !== 'GET' && !path.endsWith('/messages')
  const inPath = parameters.filter((each) => each.in === 'path')
  const inQuery = parameters.filter((each) => each.in === 'query')
  const valueFor = (name: string, schema: JsonSchema) =>
    validValue(schema, known, isChange && known[`change ${name}`] ? `change ${name}` : name)
  const pathValues = fc.record(
    Object.fromEntries(inPath.map(({ name, schema }) => [name, valueFor(name, schema).map(String)])),
  )
  return pathValues.chain((ids) => {
    const confirm = fc.constant(ids.t ?? ids.g ?? '')
    const query = fc.record(
      Object.fromEntries(
        inQuery.map(({ name, required, schema }) => {
          if (name === 'confirm') return [name, confirm]
          const value = valueFor(name, schema)
          return [name, required ? value : sometimes(value)]
        }),
      ),
    )
    const body = requestBody
      ? validValue(requestBody.content['application/json'].schema, known)
      : fc.constant(undefined)
    return fc.tuple(query, body).map(([values, data]) => ({
      path: ids,
      query: Object.entries(withoutMissing(values)).map(([name, value]) => [name, String(value)] as const),
      body: data,
    }))
  })
}

function twistPart(parts: Parts, place: number, text: string, value: unknown, isRepeated: boolean): Parts {
  const names = Object.keys(parts.path)
  const places = names.length + parts.query.length + 1 + (parts.body === undefined ? 0 : 4)
  const at = place % places
  const name = names[at]
  if (name !== undefined) return { ...parts, path: { ...parts.path, [name]: text } }
  const index = at - names.length
  const [old] = parts.query[index] ?? []
  if (old !== undefined) {
    const others = isRepeated ? parts.query : parts.query.filter((_, other) => other !== index)
    return { ...parts, query: [...others, [old, text]] }
  }
  if (parts.body === undefined) return { ...parts, query: [...parts.query, [text, text]] }
  return { ...parts, body: twistBody(parts.body, place, value, isRepeated) }
}

/** One field, at any depth, holds something else, is gone, or has another beside it. */
function twistBody(body: unknown, place: number, value: unknown, isLeftOut: boolean): unknown {
  if (typeof body !== 'object' || body === null) return value
  const entries = Object.entries(body)
  const index = place % (entries.length + 1)
  const [name, inner] = entries[index] ?? []
  if (name === undefined) return Array.isArray(body) ? [...body, value] : { ...body, unknown: value }
  const isDeeper = typeof inner === 'object' && inner !== null && place % 3 > 0
  const others = entries.filter(([other]) => other !== name)
  const twisted = isDeeper ? twistBody(inner, Math.floor(place / 7), value, isLeftOut) : value
  if (Array.isArray(body)) return body.map((item, other) => (other === index ? twisted : item))
  return Object.fromEntries(isLeftOut && !isDeeper ? others : [...others, [name, twisted]])
}

/** Right in every part, and not as a whole. */
function twistedRequests(request: RandomRequest): fc.Arbitrary<RandomRequest>[] {
  const { target, headers, body } = request
  return [
    fc.constantFrom('HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS').map((method) => ({ ...request, method })),
    fc
      .constantFrom('/', '//', '?', '?&=&', '/../..', '%', '/%2e%2e/x', '#a')
      .map((end) => ({ ...request, target: target + end })),
    fc
      .constantFrom('text/plain', 'application/json; charset=utf-16', '')
      .map((type) => ({ ...request, headers: { ...headers, 'content-type': type } })),
    fc
      .constantFrom('', '{', '[]', 'null', '"', '\0', '{"a":1,"a":2}', '\ufeff{}', '1'.repeat(400), '['.repeat(100_000))
      .map((text) => ({ ...request, body: text })),
    fc.nat(100).map((share) => ({ ...request, body: body?.slice(0, Math.floor((body.length * share) / 100)) ?? null })),
    fc.constant({ ...request, target: `${target}${target.includes('?') ? '&' : '?'}${'q=1&'.repeat(500)}` }),
  ]
}

function hostileParts(
  { parameters }: Operation,
  query: Record<string, string>,
  segments: readonly string[],
  body: unknown,
): Parts {
  const names = parameters.filter((each) => each.in === 'path').map(({ name }) => name)
  const path = Object.fromEntries(names.map((name, index) => [name, index === 0 ? 'own' : (segments[index] ?? '')]))
  return { path, query: Object.entries(query), body }
}

function toRequest(made: Operation, { path, query, body }: Parts): RandomRequest {
  const address = made.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeSegment((path[name] ?? '').toWellFormed()))
  const parameters = new URLSearchParams(query.map(([name, value]) => [name, value])).toString()
  return {
    operation: nameOf(made),
    method: made.method,
    target: parameters ? `${address}?${parameters}` : address,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  }
}
