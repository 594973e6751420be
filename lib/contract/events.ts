import { z } from 'zod'
import { clusterErrorSchema, clusterParams, clusterStatusSchema } from './clusters.ts'
import { countSchema, timeSchema } from './common.ts'
import { defineRoute } from './route-definition.ts'
import { snapshotParts } from './snapshot-parts.ts'

const sent = {
  sentAt: timeSchema.describe('So that a browser with a wrong clock still shows the right age'),
  publishedAt: timeSchema.describe('Since then nothing has changed: what was read later is up to date'),
}

export const snapshotEventSchema = z.object({
  snapshot: countSchema,
  asOf: timeSchema,
  ...sent,
  changed: z.array(z.enum(snapshotParts)),
})
export type SnapshotEvent = z.infer<typeof snapshotEventSchema>

export const statusEventSchema = z.object({
  status: clusterStatusSchema,
  error: clusterErrorSchema.optional(),
  ...sent,
})
export type StatusEvent = z.infer<typeof statusEventSchema>

export const byeEventSchema = z.object({ reason: z.literal('stopping') })

export const followEvents = defineRoute({
  method: 'GET',
  path: '/clusters/:c/events',
  summary:
    'Server-sent events: `snapshot`, `status`, and `bye` before the server stops; a heartbeat comment every 15 s',
  params: clusterParams,
  query: z.strictObject({}),
  reply: {
    status: 200,
    type: 'text/event-stream',
    schema: z.union([snapshotEventSchema, statusEventSchema, byeEventSchema]),
  },
})
