import { z } from 'zod'
import { errorCodes } from './errors.ts'
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from './paging.ts'

export const timeSchema = z.iso.datetime().describe('ISO 8601, UTC')
/** Of 64 bits: brokers keep any that a client sends, and a number has exact digits only up to 2^53. */
export const wideNumberSchema = z
  .union([z.number(), z.string().regex(/^\d{16,19}$/)])
  .describe('A number up to 2^53; beyond, its digits as text, so that none is lost')

export const countSchema = z.int().nonnegative()

export const problemSchema = z
  .object({
    field: z
      .string()
      .nullable()
      .describe('The field that is null or uncertain because of it; null: the item as a whole'),
    code: z.string(),
    message: z.string(),
  })
  .describe('Why a fact is missing or uncertain')
export type Problem = z.infer<typeof problemSchema>

export const warningSchema = z
  .object({ code: z.string(), message: z.string(), scope: z.string().nullable() })
  .describe('Something that concerns the whole list, such as a broker that did not respond')
export type Warning = z.infer<typeof warningSchema>

export const progressSchema = z.object({ stage: z.string(), done: countSchema, of: countSchema })
export type Progress = z.infer<typeof progressSchema>

export const errorReplySchema = z.object({
  error: z.object({
    code: z.enum(errorCodes),
    message: z.string(),
    hint: z.string().optional(),
    field: z.string().optional(),
    requestId: z.string(),
  }),
  progress: progressSchema.optional(),
})
export type ErrorReply = z.infer<typeof errorReplySchema>

/** A whole number in a query string; everything else, including `1e3` and `+1`, is refused. */
export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,16}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min).max(max))
}

export const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

/** Ids in a query string, percent-encoded, with commas between. */
export const idList = z
  .string()
  .max(2_000)
  .transform((text, context) => {
    try {
      return text === '' ? [] : text.split(',').map(decodeURIComponent)
    } catch {
      context.addIssue({ code: 'custom', message: 'has a broken percent-encoding' })
      return z.NEVER
    }
  })

/** Of the lists whose rows can be starred. */
export const firstIdsSchema = idList
  .optional()
  .describe('Ids, percent-encoded, with commas between: those that are in the list come first, in its order')

export function listQuerySchema<const Sort extends readonly [string, ...string[]]>(sorts: Sort) {
  return z.strictObject({
    q: z.string().max(500).optional().describe('A part of the name, or a glob with * and ?; case does not matter'),
    sort: z.enum(sorts).default(sorts[0]),
    order: z.enum(['asc', 'desc']).default('asc').describe('Unknown values come last either way'),
    page: wholeNumber(1, 1_000_000).default(1),
    pageSize: wholeNumber(1, MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
  })
}

export function listReplySchema<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    total: countSchema.nullable().describe('All matches, not only this page; null before the first snapshot'),
    page: countSchema,
    pageSize: countSchema,
    asOf: timeSchema.nullable(),
    snapshot: countSchema.nullable().describe('The number of the snapshot that answered'),
    progress: progressSchema.optional(),
    warnings: z.array(warningSchema),
  })
}

export interface ListReply<Item> {
  items: Item[]
  total: number | null
  page: number
  pageSize: number
  asOf: string | null
  snapshot: number | null
  progress?: Progress | undefined
  warnings: Warning[]
}

export interface ListQuery<Sort extends string = string> {
  q?: string | undefined
  sort: Sort
  order: 'asc' | 'desc'
  page: number
  pageSize: number
}
