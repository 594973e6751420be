import { z } from 'zod'
import { defineRoute } from './route-definition.ts'

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

export const getMetrics = defineRoute({
  method: 'GET',
  path: '/metrics',
  summary: 'For Prometheus: groups, topics and this process, from memory; a scrape asks Kafka nothing',
  params: z.strictObject({}),
  query: z.strictObject({
    detail: z.enum(['partition']).optional().describe('Also the lag of each group on each partition'),
  }),
  reply: { status: 200, type: METRICS_TYPE, schema: z.string() },
})
