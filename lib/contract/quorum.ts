import { z } from 'zod'
import { clusterParams } from './clusters.ts'
import { countSchema, problemSchema, timeSchema } from './common.ts'
import { defineRoute, json } from './route-definition.ts'

const replicaSchema = z.object({
  id: z.int(),
  logEndOffset: countSchema.nullable(),
  lag: countSchema.nullable().describe('How many records of the metadata log its replica lacks'),
  lastCaughtUpMs: z.int().nullable().describe('Milliseconds since 1970'),
})
export type QuorumReplicaItem = z.infer<typeof replicaSchema>

export const quorumSchema = z.object({
  leaderId: z.int().nullable(),
  leaderEpoch: countSchema.nullable(),
  highWatermark: countSchema.nullable(),
  voters: z.array(replicaSchema),
  observers: z.array(replicaSchema),
  lostAt: timeSchema.nullable().describe('No controller has responded since; the rest is as of then'),
  problems: z.array(problemSchema),
})
export type Quorum = z.infer<typeof quorumSchema>

export const getQuorum = defineRoute({
  method: 'GET',
  path: '/clusters/:c/quorum',
  summary: 'The controllers: the leader of the quorum, voters and observers with their lag',
  params: clusterParams,
  query: z.strictObject({}),
  reply: json(quorumSchema),
})
