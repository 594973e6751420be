import { z } from 'zod'
import { clusterParams } from './clusters.ts'
import { problemSchema } from './common.ts'
import { defineRoute, json } from './route-definition.ts'

const levelSchema = z.int().nonnegative()

const featureSchema = z.object({
  name: z.string(),
  finalized: levelSchema.nullable().describe('The level that the cluster uses; 0 is off'),
  supportedMin: levelSchema.nullable(),
  supportedMax: levelSchema.nullable().describe('The highest level that the software of all brokers can do'),
})
export type FeatureItem = z.infer<typeof featureSchema>

export const featuresSchema = z.object({
  metadataVersion: z.string().nullable().describe("The finalized level of metadata.version, as Kafka's tools name it"),
  features: z.array(featureSchema),
  problems: z.array(problemSchema),
})
export type Features = z.infer<typeof featuresSchema>

export const getFeatures = defineRoute({
  method: 'GET',
  path: '/clusters/:c/features',
  summary: 'The feature levels that the cluster has finalized, and those that its brokers support',
  params: clusterParams,
  query: z.strictObject({}),
  reply: json(featuresSchema),
})
