// Apart from the schemas, because the browser and the monitor need these without the schemas.

export const groupTypes = ['classic', 'consumer', 'share', 'streams'] as const
export type GroupType = (typeof groupTypes)[number]

export const groupStatuses = ['ok', 'catching-up', 'falling-behind', 'stalled', 'stopped', 'unknown'] as const
export type GroupStatus = (typeof groupStatuses)[number]

export const lagTrends = ['growing', 'steady', 'draining'] as const
export type LagTrend = (typeof lagTrends)[number]

/** The state of a group's committed offset on one partition. A column of numbers holds the index in this list. */
export const lagStatuses = ['ok', 'no-commit', 'ahead-of-end', 'behind-retention', 'unknown'] as const
export type LagStatus = (typeof lagStatuses)[number]

/** Kafka's own names of the states of groups of all types, up to the newest known broker. */
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
