import { z } from 'zod'
import { defineRoute, json } from './route-definition.ts'

export const getHealth = defineRoute({
  method: 'GET',
  path: '/health',
  summary: 'Whether the dashboard itself is running; says nothing about any cluster',
  params: z.strictObject({}),
  query: z.strictObject({}),
  reply: json(z.object({ status: z.literal('ok') })),
})

export const getReadiness = defineRoute({
  method: 'GET',
  path: '/health/ready',
  summary: 'Whether every configured cluster has been tried since the start, reached or not; before that 503',
  params: z.strictObject({}),
  query: z.strictObject({}),
  reply: json(z.object({ status: z.literal('ready') })),
})

export const getOpenapi = defineRoute({
  method: 'GET',
  path: '/openapi.json',
  summary: 'This contract as OpenAPI 3.1',
  params: z.strictObject({}),
  query: z.strictObject({}),
  reply: json(z.object({ openapi: z.string() }).loose()),
})

/** Every path without a route of its own: answered with the contract's error, and left out of OpenAPI. */
export const unknownRoute = defineRoute({
  method: 'GET',
  path: '/*',
  summary: 'No such route',
  params: z.object({}),
  query: z.object({}),
  reply: json(z.never(), 404),
})
