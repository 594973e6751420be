import { z } from 'zod'
import { timeSchema } from './common.ts'

/** What something happened to, where it has a page of its own. */
const eventSubjects = ['broker', 'topic', 'group'] as const

export const historyEventSchema = z.object({
  at: timeSchema,
  kind: z.string(),
  text: z.string(),
  subject: z
    .object({ kind: z.enum(eventSubjects), id: z.string() })
    .optional()
    .describe('What it happened to; left out: several, or the whole of what was asked about'),
})
export type HistoryEvent = z.infer<typeof historyEventSchema>
