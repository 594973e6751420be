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
