import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** One route of the contract: what it takes and what it answers. The wrapper parses by it, OpenAPI is made from it. */
export interface RouteDefinition<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  readonly method: Method
  /** As in the contract, without `/api`: `/clusters/:c/topics`. */
  readonly path: `/${string}`
  readonly summary: string
  readonly params: Params
  readonly query: Query
  /** Left out for methods without a body. */
  readonly body?: Body
  /** Where the usual 1 MiB is not enough. */
  readonly maxBodyBytes?: number
  readonly reply: { readonly status: number; readonly type: string; readonly schema: z.ZodType }
}

export function defineRoute<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  definition: RouteDefinition<Params, Query, Body>,
): RouteDefinition<Params, Query, Body> {
  return definition
}

export function json(schema: z.ZodType, status = 200) {
  return { status, type: 'application/json', schema } as const
}
