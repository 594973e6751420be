import type { GroupMember } from '#lib/contract/groups.ts'

type Assignment = GroupMember['assignment']

/** A partition of a member: assigned, about to be assigned, or about to be revoked. */
export interface MemberPartition {
  readonly partition: number
  readonly state: 'has' | 'gets' | 'gives'
}

export interface MemberTopic {
  readonly topic: string
  readonly partitions: readonly MemberPartition[]
}

/** The current and the target assignment of a member, by topic. Without a target there are no pending changes. */
export function memberTopics(assignment: Assignment, target: Assignment | undefined): MemberTopic[] {
  const has = asMap(assignment)
  const gets = target ? asMap(target) : has
  const topics = [...new Set([...has.keys(), ...gets.keys()])].sort()
  return topics.map((topic) => {
    const [current, next] = [has.get(topic) ?? new Set<number>(), gets.get(topic) ?? new Set<number>()]
    const partitions = [...new Set([...current, ...next])].sort((a, b) => a - b)
    return {
      topic,
      partitions: partitions.map((partition) => ({
        partition,
        state: current.has(partition) ? (next.has(partition) ? 'has' : 'gives') : 'gets',
      })),
    }
  })
}

function asMap(assignment: Assignment): Map<string, Set<number>> {
  return new Map(assignment?.map(({ topic, partitions }) => [topic, new Set(partitions)]))
}

export function countAssigned(assignment: Assignment): number {
  return assignment?.reduce((sum, { partitions }) => sum + partitions.length, 0) ?? 0
}

/** 0-3, 7: consecutive numbers are merged. */
export function formatPartitions(partitions: readonly number[]): string {
  const runs: [from: number, to: number][] = []
  for (const partition of [...partitions].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run && partition === run[1] + 1) run[1] = partition
    else runs.push([partition, partition])
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ')
}
