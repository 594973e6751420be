import { factsOf, joinColumns, stuckOf } from '#lib/monitor/lag/groups/group-facts.ts'
import type { CommitHistory } from '#lib/monitor/lag/history/commit-history.ts'
import type { LagHistory } from '#lib/monitor/lag/history/lag-history.ts'
import type { GroupColumns, MemberJoins } from '#lib/monitor/snapshot/group-columns.ts'
import { findBeyondEnd } from './beyond-end.ts'
import { assessGroups } from './group-assessment.ts'
import { type countInTopics, firstErrors, sumByGroup, sumHeldBack, sumMarkers } from './group-measure.ts'
import { drainTimes } from './group-rates.ts'
import { buildStandings, sumRates } from './group-standing.ts'
import { sumReadable, waitColumns } from './group-waits.ts'
import { findHighestLag } from './highest-lag.ts'
import { sumLags } from './lag-columns.ts'
import type { Measured } from './measured.ts'

interface SummarySources {
  readonly commits: CommitHistory
  readonly lags: LagHistory
  readonly joinsOf: (group: string) => MemberJoins | null
  /** Since when the lag of a group was growing in the round before. */
  readonly grewSinceMs: (group: string) => number
  readonly counts: ReturnType<typeof countInTopics>
}

/** What is published of all groups. */
export function summarizeGroups(measured: Measured, sources: SummarySources): GroupColumns {
  const { commits: history, lags: lagHistory, joinsOf, grewSinceMs, counts } = sources
  const { atMs, groups, positions, commits, lags, unread, expired, readable, paces, offsets } = measured
  const { firstOfGroups, firstOfTopics, firstTopics, topicNames } = positions
  const totals = sumLags(lags, firstOfGroups)
  const topics = sumLags(lags, firstOfTopics)
  const consumedPerSecond = sumRates(paces.consumedPerSecond, lags, firstOfGroups)
  const producedPerSecond = sumRates(paces.producedPerSecond, lags, firstOfGroups)
  const isOwned = (position: number) =>
    (positions.firstClaims[position + 1] ?? 0) > (positions.firstClaims[position] ?? 0)
  const standings = buildStandings({ lags: unread }, firstOfGroups, history, atMs, isOwned)
  const markerLags = sumMarkers(lags, unread, firstOfGroups)
  const joins = joinColumns(groups, joinsOf)
  const beyondEnd = findBeyondEnd(positions, commits, lags, offsets)
  const rates = { consumedPerSecond, producedPerSecond }
  const highest = findHighestLag(positions, commits, lags)
  const sums = { ...totals, ...factsOf(groups), ...joins, ...beyondEnd, ...highest, ...rates, markerLags }
  const ofTopics = {
    totalLags: sumReadable(readable, expired, firstOfTopics),
    consumedPerSecond: sumRates(paces.consumedPerSecond, lags, firstOfTopics),
    producedPerSecond: sumRates(paces.producedPerSecond, lags, firstOfTopics),
  }
  const isMoving = (position: number) => history.isMoving(position)
  return {
    ...sums,
    ...assessGroups(atMs, sums, standings, lagHistory, (row) => grewSinceMs(groups[row]?.id ?? '')),
    partitionCounts: firstOfGroups.slice(1).map((end, row) => end - (firstOfGroups[row] ?? 0)),
    unknownErrors: firstErrors(positions, commits, lags, offsets),
    heldBack: sumHeldBack(positions, lags, offsets),
    expired: sumByGroup(firstOfGroups, (position) => expired?.[position] ?? 0),
    ...waitColumns(measured),
    etasMs: drainTimes(
      { ...rates, totalLags: sumReadable(readable, expired, firstOfGroups) },
      paces.etasMs,
      readable,
      firstOfGroups,
      isMoving,
    ),
    waitingSinceMs: standings.waitingSinceMs,
    movedMs: standings.movedMs,
    movedBeforeMs: standings.movedBeforeMs,
    ...stuckOf(groups, positions, standings, commits),
    firstTopics,
    topicNames,
    ...counts,
    topicUnknown: topics.unknown,
    topicLags: topics.totalLags,
    topicEtasMs: drainTimes(ofTopics, paces.etasMs, readable, firstOfTopics, isMoving),
    lagSlots: lagHistory.slots,
    lagMoments: lagHistory.moments,
  }
}
