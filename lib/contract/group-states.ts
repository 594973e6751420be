// Apart from the schemas, as the browser and what watches the cluster need these and not those.

export const groupTypes = ['classic', 'consumer', 'share', 'streams'] as const
export type GroupType = (typeof groupTypes)[number]

export const groupStatuses = ['ok', 'catching-up', 'falling-behind', 'stalled', 'stopped', 'unknown'] as const
export type GroupStatus = (typeof groupStatuses)[number]

export const lagTrends = ['growing', 'steady', 'draining'] as const
export type LagTrend = (typeof lagTrends)[number]

/** How a group stands with one partition. A column of numbers holds the place in this list. */
export const lagStatuses = ['ok', 'no-commit', 'ahead-of-end', 'behind-retention', 'unknown'] as const
export type LagStatus = (typeof lagStatuses)[number]

/** In Kafka's own words: what a group of any type can be in, as far as brokers up to now tell. */
export const kafkaGroupStates = [
  'Stable',
  'Empty',
  'PreparingRebalance',
  'CompletingRebalance',
  'Assigning',
  'Reconciling',
  'NotReady',
  'Dead',
  'Unknown',
] as const

export type KafkaGroupState = (typeof kafkaGroupStates)[number]

export function isKafkaGroupState(word: string): boolean {
  return kafkaGroupStates.some((state) => state.toLowerCase() === word.toLowerCase())
}
