const TEAMS = 40
const WRITTEN = 300

/**
 * The content of the reference cluster R: 10,000 topics with 50,000 partitions, and 15,000 groups with 160,000 commits.
 */
export const TOPICS = 10_000
export const GROUPS = 15_000

export interface ReferenceTopic {
  readonly name: string
  readonly partitions: number
}

export const topics: readonly ReferenceTopic[] = Array.from({ length: TOPICS }, (_, index) => ({
  name: topicName(index),
  partitions: partitionsOf(index),
}))
/** The topics that are written to during a measurement: 3 %. */
export const writtenTopics: readonly string[] = Array.from({ length: WRITTEN }, (_, index) => topicName(index * 33))
/** By name. */
export const LAST_TOPIC = topicName(9_969)

export interface ReferenceGroup {
  readonly id: string
  readonly topics: readonly ReferenceTopic[]
}

export const groups: readonly ReferenceGroup[] = Array.from({ length: GROUPS }, (_, index) => ({
  id: `bench.team-${index % TEAMS}.reader-${String(index).padStart(5, '0')}`,
  topics: topicsOf(index),
}))

/** Of the groups of these topics, every second one commits; the lag of the others grows. */
export const movingGroups: readonly ReferenceGroup[] = groups
  .map(({ id, topics: own }) => ({ id, topics: own.filter(({ name }) => writtenTopics.includes(name)) }))
  .filter(({ topics: own }) => own.length > 0)
  .filter((_, index) => index % 2 === 0)

function topicName(index: number): string {
  return `bench.team-${index % TEAMS}.topic-${String(index).padStart(5, '0')}`
}

/** Twelve partitions for every tenth topic, four or five for the others: 50,000 in all. */
function partitionsOf(index: number): number {
  if (index % 10 === 0) return 12
  return index % 9 < 2 ? 5 : 4
}

/** Two topics, and for every seventh group three, so that every topic has some. */
function topicsOf(index: number): ReferenceTopic[] {
  const count = index % 7 === 0 ? 3 : 2
  return Array.from({ length: count }, (_, turn) => topics[(index * 7 + turn * 13) % TOPICS]).filter(
    (topic) => topic !== undefined,
  )
}
