import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/**
 * One route of the contract: its parameters and its reply. The route wrapper parses by it, and OpenAPI is generated
 * from it.
 */
export interface RouteDefinition<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly method: Method
  /** As in the contract, without `/api`: `/clusters/:c/topics`. */
  readonly path: `/${string}`
  readonly summary: string
  readonly params: Params
  readonly query: Query
  /** Omitted for methods without a body. */
  readonly body?: Body
  /** For routes that need more than the default of 1 MiB. */
  readonly maxBodyBytes?: number
  readonly reply: { readonly status: number; readonly type: string; readonly schema: Reply }
}

export function defineRoute<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Reply extends z.ZodType,
>(definition: RouteDefinition<Params, Query, Body, Reply>): RouteDefinition<Params, Query, Body, Reply> {
  return definition
}

export function json<Schema extends z.ZodType>(schema: Schema, status = 200) {
  return { status, type: 'application/json', schema } as const
}
