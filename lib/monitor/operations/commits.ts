// Commits of a group, by topic and partition.

export interface Commit {
  readonly topic: string
  readonly partition: number
  /** null: it cannot be read. */
  readonly offset: number | null
  readonly unreadable?: string | undefined
}

export function nameOf(topic: string, partition: number): string {
  return `${topic}-${partition}`
}

export type CommitsByName = ReadonlyMap<string, Commit>

export function byPartition(commits: readonly Commit[]): CommitsByName {
  return new Map(commits.map((commit) => [nameOf(commit.topic, commit.partition), commit]))
}

export function partitionsByTopic(
  rows: readonly Pick<Commit, 'topic' | 'partition'>[],
): Map<string, readonly number[]> {
  return new Map(byTopic(rows).map(({ name, partitions }) => [name, [...new Set(partitions)]]))
}

export function byTopic<Partition>(rows: readonly { readonly topic: string; readonly partition: Partition }[]) {
  const topics = new Map<string, Partition[]>()
  for (const { topic, partition } of rows) {
    const own = topics.get(topic)
    if (own) own.push(partition)
    else topics.set(topic, [partition])
  }
  return Array.from(topics, ([name, partitions]) => ({ name, partitions }))
}
