import { z } from 'zod'
import { wholeNumber } from './common.ts'
import { defineRoute, json } from './route-definition.ts'

export const demoBrokerSchema = z.object({
  id: z.int(),
  host: z.string(),
  port: z.int(),
  state: z.enum(['running', 'starting', 'stopped']),
})
export type DemoBroker = z.infer<typeof demoBrokerSchema>

export const demoSchema = z.object({
  available: z.boolean().describe('Whether this server runs the embedded cluster'),
  problem: z.string().nullable().describe('Why the embedded cluster could not be started, in words'),
  brokers: z.array(demoBrokerSchema),
})
export type Demo = z.infer<typeof demoSchema>

export const demoActionSchema = z.strictObject({ action: z.enum(['stop', 'kill', 'start']) })
export type DemoAction = z.infer<typeof demoActionSchema>

export const getDemo = defineRoute({
  method: 'GET',
  path: '/demo',
  summary: 'The embedded cluster, if this server runs one',
  params: z.strictObject({}),
  query: z.strictObject({}),
  reply: json(demoSchema),
})

export const changeDemoBroker = defineRoute({
  method: 'POST',
  path: '/demo/brokers/:id',
  summary: 'Stops, kills or starts one broker of the embedded cluster',
  params: z.strictObject({ id: wholeNumber(0, 2 ** 31 - 1) }),
  query: z.strictObject({}),
  body: demoActionSchema,
  reply: json(demoSchema),
})
