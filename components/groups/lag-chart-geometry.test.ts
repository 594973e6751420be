import { describe, expect, test } from 'vitest'
import type { GroupHistory } from '#lib/contract/group-history.ts'
import { CHART, layOutLagChart } from './lag-chart-geometry.ts'

const startMs = Date.UTC(2026, 0, 1)

function historyOf(
  lags: readonly (number | null)[],
  rate: number | null = null,
  stepsMs: readonly number[] = [],
): GroupHistory {
  let atMs = startMs
  const points = lags.map((lag, index) => {
    if (index > 0) atMs += stepsMs[index - 1] ?? 10_000
    const at = new Date(atMs).toISOString()
    return { at, lag, producePerSecond: rate, consumePerSecond: rate, memberCount: 1 }
  })
  return { resolutionMs: null, points, events: [] }
}

describe('the geometry of the lag chart', () => {
  test.each([[[]], [[5]], [[null, null]], [[5, null]]])('with the lags %j there is nothing to draw', (lags) => {
    expect(layOutLagChart(historyOf(lags), 800)).toBeNull()
  })

  test('the lag runs from the left to the right edge, between floor and top', () => {
    const chart = layOutLagChart(historyOf([0, 15, 30]), 800)
    expect(chart?.lagTicks.map(({ value, y }) => [value, y])).toEqual([
      [0, CHART.floor],
      [10, 134],
      [20, 80],
      [30, CHART.top],
    ])
    expect(chart?.lagLines).toEqual([
      {
        key: String(startMs),
        points: '0.0,188.0 400.0,107.0 800.0,26.0',
        area: '0,188 0.0,188.0 400.0,107.0 800.0,26.0 800,188',
      },
    ])
    expect(chart).toMatchObject({ lastLag: 30, maxLag: 30, hasRates: false, width: 800 })
  })

  test('rates have a scale of their own, and take space for its labels', () => {
    const chart = layOutLagChart(historyOf([0, 30], 3), 852)
    expect(chart?.width).toBe(800)
    expect(chart?.rateTicks.map(({ value }) => value)).toEqual([0, 1, 2, 3])
    expect(chart?.rateLines.map(({ name, points }) => [name, points])).toEqual([
      ['producePerSecond', '0.0,26.0 800.0,26.0'],
      ['consumePerSecond', '0.0,26.0 800.0,26.0'],
    ])
  })

  test('a gap breaks the line, and has no point', () => {
    const chart = layOutLagChart(historyOf([1, 1, 1, 1, 1, 1], null, [1_000, 1_000, 96_000, 1_000, 1_000]), 1_000)
    expect(chart?.gaps).toEqual([{ fromMs: startMs + 2_000, x: 20, width: 960 }])
    expect(chart?.lagLines).toHaveLength(2)
    expect(chart?.pointAt(startMs + 50_000)).toBeNull()
    expect(chart?.pointAt(startMs + 1_400)?.atMs).toBe(startMs + 1_000)
    expect(chart?.timeAt(500)).toBe(startMs + 50_000)
  })

  test('labels at an edge are aligned with it', () => {
    const chart = layOutLagChart(historyOf([1, 2], null, [60_000]), 800)
    expect(chart?.timeTicks[0]).toEqual({ atMs: startMs, x: 0, anchor: 'start' })
    expect(chart?.timeTicks.at(-1)).toEqual({ atMs: startMs + 60_000, x: 800, anchor: 'end' })
    expect(chart?.timeTicks[1]?.anchor).toBe('middle')
  })
})
