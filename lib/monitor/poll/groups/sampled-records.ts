import type { Measured } from '#lib/monitor/lag/measured.ts'
import type { GroupColumns } from '#lib/monitor/snapshot/group-columns.ts'
import { nextRecords } from './next-records.ts'
import type { NextRecord } from './record-times.ts'

/** Lists begin with these groups. Of each one batch is asked for in a round, so this bounds the round, too. */
export const SAMPLED_GROUPS = 20

type Ages = Pick<GroupColumns, 'totalLags' | 'unknownAges'>

/**
 * Of the groups with the most lag whose time lag is not certain, one record each: on the partition that is furthest
 * behind, as its next record is most likely the one that has waited longest.
 */
export function sampledRecords(
  measured: Measured,
  { totalLags, unknownAges }: Ages,
  isKnown: (record: NextRecord) => boolean,
): NextRecord[] {
  const { positions, paces } = measured
  const isWanted = (position: number) => Number.isNaN(paces.waitingRecordsMs[position])
  return mostLag(totalLags).flatMap((row) => {
    if (!unknownAges[row]) return []
    const [from = 0, to = 0] = positions.firstOfGroups.subarray(row, row + 2)
    const records = nextRecords(measured, { from, to, limit: Number.POSITIVE_INFINITY, isWanted, isKnown })
    const [first, ...others] = records
    if (!first) return []
    return others.reduce((furthest, record) => (behind(record) > behind(furthest) ? record : furthest), first)
  })
}

/** The rows with the most lag, in one pass: there are very many groups. */
function mostLag(totalLags: ArrayLike<number>): number[] {
  const rows: number[] = []
  const lagOf = (row: number | undefined) => totalLags[row ?? -1] ?? 0
  for (let row = 0; row < totalLags.length; row++) {
    const lag = lagOf(row)
    if (!(lag > 0) || (rows.length === SAMPLED_GROUPS && lag <= lagOf(rows.at(-1)))) continue
    const place = rows.findIndex((other) => lagOf(other) < lag)
    rows.splice(place < 0 ? rows.length : place, 0, row)
    if (rows.length > SAMPLED_GROUPS) rows.pop()
  }
  return rows
}

function behind({ committed, endOffset }: NextRecord): number {
  return endOffset - committed
}
