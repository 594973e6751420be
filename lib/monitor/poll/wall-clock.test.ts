import { describe, expect, test } from 'vitest'
import { WallClock } from './wall-clock.ts'

const HOUR_MS = 3_600_000

/** A machine whose clock can be set, and which can sleep. */
function machine() {
  const times = { wall: Date.UTC(2026, 10, 21), steady: 5_000, uptime: 90_000 }
  const clock = new WallClock({
    wallMs: () => times.wall,
    steadyMs: () => times.steady,
    uptimeMs: () => Math.floor(times.uptime / 1_000) * 1_000,
  })
  const pass = (ms: number) => {
    for (const name of ['wall', 'steady', 'uptime'] as const) times[name] += ms
  }
  const sleep = (ms: number) => {
    times.wall += ms
    times.uptime += ms
  }
  return { clock, times, pass, sleep }
}

describe('the time of day', () => {
  test('passes as it does', () => {
    const { clock, times, pass } = machine()
    pass(12_345)
    expect(clock.now()).toBe(times.wall)
    expect(clock.follow()).toBe(0)
    expect(clock.now()).toBe(times.wall)
  })

  test('is in whole milliseconds, though the steady one is not', () => {
    const { clock, times } = machine()
    times.steady += 1_000.4
    expect(clock.now()).toBe(times.wall + 1_000)
    times.wall += HOUR_MS
    expect(clock.follow() % 1).toBe(0)
  })

  test.each([HOUR_MS, -HOUR_MS])('runs on evenly where the clock is set by %i ms, until that is taken over', (step) => {
    const { clock, times, pass } = machine()
    const before = clock.now()
    times.wall += step
    pass(2_500)
    expect(clock.now() - before).toBe(2_500)
    expect(clock.follow()).toBe(step)
    expect(clock.now()).toBe(times.wall)
    pass(2_000)
    expect(clock.follow()).toBe(0)
  })

  test('has passed while the machine slept: its clock was not set', () => {
    const { clock, times, pass, sleep } = machine()
    sleep(HOUR_MS)
    pass(700)
    expect(clock.follow()).toBe(0)
    expect(clock.now()).toBe(times.wall)
  })

  test('is put right slowly without being set', () => {
    const { clock, times, pass } = machine()
    pass(60_000)
    times.wall += 30
    expect(clock.follow()).toBe(0)
    expect(clock.now()).toBe(times.wall)
  })
})
