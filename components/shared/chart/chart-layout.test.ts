import { describe, expect, test } from 'vitest'
import { layOutChart } from './chart-layout.ts'
import type { ChartLine } from './chart-line.ts'

const START_MS = Date.UTC(2026, 0, 1)
const view = { fullWidth: 800, height: 210, top: 26, zoom: null, scale: 'linear' } as const

function lineOf(values: readonly (number | null)[], axis: ChartLine['axis'] = 'left'): ChartLine {
  return { name: 'lag', values, axis, look: 'area', format: String, formatTick: String }
}

function timesOf(count: number, stepsMs: readonly number[] = []): number[] {
  let atMs = START_MS
  return Array.from({ length: count }, (_, index) => {
    if (index > 0) atMs += stepsMs[index - 1] ?? 10_000
    return atMs
  })
}

test.each([[[]], [[5]], [[null, null]], [[5, null]]])('of the values %j there is nothing to draw', (values) => {
  expect(layOutChart(timesOf(values.length), [lineOf(values)], view)).toBeNull()
})

test('a line runs from the left to the right edge, between floor and top', () => {
  const chart = layOutChart(timesOf(3), [lineOf([0, 15, 30])], view)
  expect(chart?.leftTicks.map(({ value, y }) => [value, y])).toEqual([
    [0, 188],
    [10, 134],
    [20, 80],
    [30, 26],
  ])
  expect(chart?.runs).toMatchObject([
    { points: '0.0,188.0 400.0,107.0 800.0,26.0', area: '0.0,188 0.0,188.0 400.0,107.0 800.0,26.0 800.0,188' },
  ])
  expect(chart).toMatchObject({ width: 800, hasPeaks: false, peaks: [], rightTicks: [] })
})

test('a second axis has a scale of its own, and takes space for its labels', () => {
  const chart = layOutChart(timesOf(2), [lineOf([0, 30]), lineOf([3, 3], 'right')], { ...view, fullWidth: 852 })
  expect(chart?.width).toBe(800)
  expect(chart?.rightTicks.map(({ value }) => value)).toEqual([0, 1, 2, 3])
  expect(chart?.runs.map(({ points }) => points)).toEqual(['0.0,188.0 800.0,26.0', '0.0,26.0 800.0,26.0'])
})

test('a period without samples breaks the line, and has no value', () => {
  const chart = layOutChart(timesOf(6, [1_000, 1_000, 96_000, 1_000, 1_000]), [lineOf([1, 1, 1, 1, 1, 1])], {
    ...view,
    fullWidth: 1_000,
  })
  expect(chart?.gaps).toEqual([{ fromMs: START_MS + 2_000, x: 20, width: 960 }])
  expect(chart?.runs).toHaveLength(2)
  expect(chart?.indexAt(START_MS + 50_000)).toBeNull()
  expect(chart?.indexAt(START_MS + 1_400)).toBe(1)
  expect(chart?.timeAt(500)).toBe(START_MS + 50_000)
})

test('labels at an edge are aligned with it', () => {
  const ticks = layOutChart(timesOf(2, [60_000]), [lineOf([1, 2])], view)?.timeTicks
  expect(ticks?.[0]).toEqual({ atMs: START_MS, x: 0, anchor: 'start' })
  expect(ticks?.at(-1)).toEqual({ atMs: START_MS + 60_000, x: 800, anchor: 'end' })
  expect(ticks?.[1]?.anchor).toBe('middle')
})

describe('an enlarged part', () => {
  const times = timesOf(7)
  const lines = [lineOf([1_000, 1, 2, 3, 2, 1, 1_000])]

  test('fills the width, and its own values fill the height', () => {
    const zoom = { fromMs: START_MS + 10_000, toMs: START_MS + 50_000 }
    const chart = layOutChart(times, lines, { ...view, zoom })
    expect(chart?.leftTicks.at(-1)?.value).toBe(3)
    expect([chart?.x(zoom.fromMs), chart?.x(zoom.toMs)]).toEqual([0, 800])
    // The line comes in from where it was before, and leaves to where it goes.
    expect(chart?.x(START_MS)).toBe(-200)
  })

  test('with nothing known in it cannot be drawn', () => {
    expect(layOutChart(times, lines, { ...view, zoom: { fromMs: START_MS - 20_000, toMs: START_MS } })).toBeNull()
  })
})

test('what is cut off is marked once, where it is highest, with how high', () => {
  const values = Array.from({ length: 60 }, (_, index) => 10 + (index % 3))
  values.splice(20, 3, 500, 900, 700)
  const chart = layOutChart(timesOf(60), [lineOf(values)], { ...view, scale: 'clipped' })
  expect(chart?.hasPeaks).toBe(true)
  expect(chart?.leftTicks.at(-1)?.value).toBe(15)
  expect(chart?.peaks).toMatchObject([{ value: 900, x: chart?.x(START_MS + 210_000) }])
})
