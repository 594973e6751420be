import { membersAt } from '#lib/monitor/lag/groups/group-facts.ts'
import { AHEAD_OF_END } from '#lib/monitor/lag/lag.ts'
import type { Measured } from '#lib/monitor/lag/measured.ts'
import { timeLagMs } from '#lib/monitor/lag/time-lag.ts'
import { known, UNKNOWN } from '#lib/monitor/snapshot/columns.ts'
import { groupTopicRows } from '#lib/monitor/snapshot/group-columns.ts'
import type { FiguresPage, PositionFigures } from '#lib/monitor/snapshot/position-figures.ts'

/** About so many at once: more would keep both threads from everything else for too long. */
const POSITIONS_AT_ONCE = 1_000

/** The figures of whole groups, from the first behind that id on: groups may come and go between one page and the next. */
export function figuresAfter(measured: Measured, after: string | null): FiguresPage {
  const { groups, positions } = measured
  const figures: PositionFigures[] = []
  const first = after === null ? 0 : groups.findIndex(({ id }) => id > after)
  if (first < 0) return { figures, last: null }
  for (const [index, { id }] of groups.slice(first).entries()) {
    const row = first + index
    const [firstTopic, endTopic] = groupTopicRows(positions, row)
    for (let topic = firstTopic; topic < endTopic; topic++) {
      const to = positions.firstOfTopics[topic + 1] ?? 0
      for (let position = positions.firstOfTopics[topic] ?? 0; position < to; position++) {
        figures.push(figuresOf(measured, row, topic, position))
      }
    }
    if (figures.length >= POSITIONS_AT_ONCE) return { figures, last: id }
  }
  return { figures, last: null }
}

function figuresOf(measured: Measured, row: number, topic: number, position: number): PositionFigures {
  const { atMs, groups, positions, commits, lags, unread, paces } = measured
  const group = groups[row]
  const [member] = group ? membersAt(group, positions, position) : []
  const lag = lags.lags[position] ?? UNKNOWN
  return {
    group: group?.id ?? '',
    topic: positions.topicNames[topic] ?? '',
    partition: positions.partitionIds[position] ?? 0,
    memberId: member?.id ?? null,
    clientId: member?.clientId ?? null,
    host: member?.clientHost ?? null,
    committed: known(commits.committed[position]),
    lag: known(lag),
    timeLagMs:
      lags.statuses[position] === AHEAD_OF_END
        ? null
        : known(timeLagMs(unread[position] ?? UNKNOWN, paces.waitingRecordsMs[position] ?? UNKNOWN, atMs)),
  }
}
