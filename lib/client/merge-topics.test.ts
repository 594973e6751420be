import fc from 'fast-check'
import { expect, test } from 'vitest'
import { messageOf } from '#lib/contract/testing/samples.ts'
import { isIncomplete, mergeTopics, readTopicRowId, type TopicScan, topicRowId } from './merge-topics.ts'
import { toRow } from './message-row.ts'
import { emptyScan, type ScanState } from './message-scan.ts'

const done = (reason: 'end' | 'limit' | 'budget', cursor: string | null): Partial<ScanState> => ({
  phase: 'done',
  cursor,
  done: { type: 'done', reason, scanned: 0, matched: 0, aborted: 0, cursor, elapsedMs: 0 },
})
const read = done('end', null)
const cut = done('limit', 'c')

function scanOf(topic: string, times: readonly number[], state: Partial<ScanState> = read): TopicScan {
  const rows = times.map((timestampMs, offset) => toRow(messageOf({ offset, timestampMs }), ''))
  return { topic, hasBegun: true, scan: { ...emptyScan, ...state, rows } }
}

const placesOf = (scans: readonly TopicScan[], isBackwards = true, most = 1_000) =>
  mergeTopics(scans, isBackwards, most).rows.map(({ topic, message }) => `${topic}${message.timestampMs}`)

test('topics that were read to their ends are merged by time, in both directions', () => {
  expect(placesOf([scanOf('a', [9, 5, 1]), scanOf('b', [8, 2])])).toEqual(['a9', 'b8', 'a5', 'b2', 'a1'])
  expect(placesOf([scanOf('a', [1, 5]), scanOf('b', [2, 8])], false)).toEqual(['a1', 'b2', 'a5', 'b8'])
})

test('every record is there once, none before one of its own topic, and by time where each topic is', () => {
  const times = fc.array(fc.nat({ max: 50 }), { maxLength: 20 }).map((all) => all.sort((x, y) => y - x))
  fc.assert(
    fc.property(fc.array(times, { maxLength: 5 }), (all) => {
      const scans = all.map((own, at) => scanOf(`t${at}`, own))
      const { rows, waitsFor } = mergeTopics(scans, true, 1_000)
      const merged = rows.map(({ message }) => Number(message.timestampMs))
      expect(waitsFor).toEqual([])
      expect(merged).toEqual(all.flat().sort((x, y) => y - x))
      for (const { topic, scan } of scans) {
        const own = rows.filter((row) => row.topic === topic).map(({ own }) => own.id)
        expect(own).toEqual(scan.rows.map(({ id }) => id))
      }
    }),
  )
})

test('what is shown of topics whose pages were cut is the beginning of what they have in all', () => {
  const times = fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 20 }).map((all) => all.sort((x, y) => y - x))
  fc.assert(
    fc.property(fc.array(times, { minLength: 1, maxLength: 5 }), fc.nat({ max: 20 }), (all, page) => {
      const whole = all.map((own, at) => scanOf(`t${at}`, own))
      const pages = all.map((own, at) => scanOf(`t${at}`, own.slice(0, page), own.length > page ? cut : read))
      const shown = placesOf(pages)
      expect(placesOf(whole).slice(0, shown.length)).toEqual(shown)
      const isCut = all.some((own) => own.length > page)
      expect(mergeTopics(pages, true, 1_000).waitsFor.length > 0).toBe(isCut)
    }),
  )
})

test('nothing is certain before a topic that has not begun, or is being read', () => {
  const other = scanOf('a', [9, 5])
  expect(placesOf([other, { topic: 'b', hasBegun: false, scan: emptyScan }])).toEqual([])
  expect(mergeTopics([other, scanOf('b', [7], { phase: 'reading' })], true, 1_000)).toMatchObject({
    rows: [{ id: 'a/0:0' }, { id: 'b/0:0' }],
    waitsFor: ['b'],
  })
})

test('a topic that failed, was stopped or met a limit of its own keeps nothing back', () => {
  for (const state of [{ phase: 'failed' }, { phase: 'stopped', cursor: 'c' }, done('budget', 'c')] as const) {
    expect(placesOf([scanOf('a', [9, 5]), scanOf('b', [7], state)])).toEqual(['a9', 'b7', 'a5'])
  }
})

test('a row is the same one each time its topics are merged', () => {
  const scans = [scanOf('a', [9, 5]), scanOf('b', [7])]
  const [first, again] = [mergeTopics(scans, true, 10), mergeTopics(scans, true, 10)]
  for (const [at, row] of again.rows.entries()) expect(row).toBe(first.rows[at])
})

test('of a topic that failed, was stopped, met a limit or could not be read somewhere, something is missing', () => {
  const unreadable = { problems: [{ type: 'problem', code: 'unreadable', message: 'x' }] } as const
  const missing = [{ phase: 'failed' }, { phase: 'stopped' }, done('budget', 'c'), { ...read, ...unreadable }] as const
  for (const state of missing) expect(isIncomplete(scanOf('a', [], state))).toBe(true)
  for (const state of [read, cut]) expect(isIncomplete(scanOf('a', [], state))).toBe(false)
})

test('no more are taken than are wanted', () => {
  expect(placesOf([scanOf('a', [9, 5, 1]), scanOf('b', [8])], true, 2)).toEqual(['a9', 'b8'])
})

test('an id names the topic and the record', () => {
  expect(readTopicRowId(topicRowId('weather.ca', '3:48'))).toEqual({ topic: 'weather.ca', recordId: '3:48' })
  expect(readTopicRowId('3:48')).toBeNull()
})
