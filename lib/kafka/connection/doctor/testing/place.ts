import { securedAccess } from '#lib/contract/testing/samples.ts'
import type { Place } from '#lib/kafka/connection/doctor/fault.ts'

export const access = securedAccess({ bootstrap: ['kafka.reef:9093'] })
export const variables = { java: null, librdkafka: null, source: 'variables' } as const

/** Where a check ended: at a configured address of a secured cluster, but for what a test says. */
export const place = (change: Partial<Place> = {}): Place => ({
  target: { host: 'kafka.reef', port: 9093 },
  kind: 'bootstrap',
  brokerId: null,
  step: 'tcp',
  access,
  nowMs: Date.parse('2026-11-22T12:00:00Z'),
  ...change,
})
