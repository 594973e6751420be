import type { Measured } from '#lib/monitor/lag/measured.ts'
import { groupTopicRows } from '#lib/monitor/snapshot/group-columns.ts'

/** Where a commit is put by hand; null: it is deleted. */
export interface CommitMove {
  readonly topic: string
  readonly partition: number
  readonly after: number | null
}

/** The positions of a group that are moved, and where to. */
export function movesAt(
  { rows, positions }: Pick<Measured, 'rows' | 'positions'>,
  group: string,
  moves: readonly CommitMove[],
): [position: number, offset: number][] {
  const { firstOfTopics, topicNames, partitionIds } = positions
  const row = rows.get(group)
  if (row === undefined) return []
  const movedTo = new Map(moves.map(({ topic, partition, after }) => [`${topic}\n${partition}`, after]))
  const found: [position: number, offset: number][] = []
  const [firstTopic, endTopic] = groupTopicRows(positions, row)
  for (let topic = firstTopic; topic < endTopic; topic++) {
    for (let position = firstOfTopics[topic] ?? 0; position < (firstOfTopics[topic + 1] ?? 0); position++) {
      const offset = movedTo.get(`${topicNames[topic]}\n${partitionIds[position]}`) ?? null
      if (offset !== null) found.push([position, offset])
    }
  }
  return found
}
