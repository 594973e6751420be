import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RoundFailure } from '#lib/monitor/snapshot/round-failure.ts'
import { Tier } from './tier.ts'

const refusal: RoundFailure = { code: 'forbidden', message: 'No right.' }
const lockedOut: RoundFailure = { code: 'unreachable', message: 'Wrong password.', reason: 'auth-failed' }
const silence: RoundFailure = { code: 'timeout', message: 'Silence.' }

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

interface TierCase {
  /** What a round that fails is explained by. */
  readonly failure?: RoundFailure
  readonly hurriesAtStart?: boolean
}

/** A watched tier whose rounds end when the test ends them. */
function tierOf({ failure = silence, hurriesAtStart = false }: TierCase = {}) {
  const rounds: { readonly succeed: (hasAsked?: boolean) => void; readonly fail: () => void }[] = []
  const onEnd = vi.fn()
  const tier = new Tier({
    now: Date.now,
    isWatched: () => true,
    pauseMs: () => 10_000,
    idleMs: 30_000,
    hurriesAtStart,
    run: () =>
      new Promise<boolean>((resolve, reject) => {
        rounds.push({ succeed: (hasAsked = true) => resolve(hasAsked), fail: () => reject(new Error('failed')) })
      }),
    explain: () => failure,
    onEnd,
  })
  const settle = () => vi.advanceTimersByTimeAsync(0)
  return { tier, rounds, onEnd, settle }
}

describe('a tier', () => {
  test('asks again by itself, after its pause', async () => {
    const { tier, rounds } = tierOf()
    void tier.refresh()
    rounds[0]?.succeed()
    await vi.advanceTimersByTimeAsync(9_999)
    expect(rounds).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(rounds).toHaveLength(2)
    tier.close()
  })

  test('never asks twice at the same time; however many refresh meanwhile, one round follows, and is waited for', async () => {
    const { tier, rounds, settle } = tierOf()
    const first = tier.refresh()
    const waited = vi.fn()
    const others = [tier.refresh(), tier.refresh(), tier.refresh()]
    for (const other of others) void other.then(waited)
    expect(rounds).toHaveLength(1)
    rounds[0]?.succeed()
    await first
    await settle()
    expect(rounds).toHaveLength(2)
    expect(waited).not.toHaveBeenCalled()
    rounds[1]?.succeed()
    await Promise.all(others)
    expect(rounds).toHaveLength(2)
    tier.close()
  })

  test('is woken only where it rests', async () => {
    const { tier, rounds, settle } = tierOf()
    void tier.refresh()
    tier.wake()
    rounds[0]?.succeed()
    await settle()
    expect(rounds).toHaveLength(1)
    tier.wake()
    expect(rounds).toHaveLength(2)
    tier.close()
  })

  test('that is closed asks no more, and tells nothing of the round under way', async () => {
    const { tier, rounds, onEnd } = tierOf()
    void tier.refresh()
    tier.close()
    rounds[0]?.succeed()
    await vi.advanceTimersByTimeAsync(60_000)
    await tier.refresh()
    expect(rounds).toHaveLength(1)
    expect(onEnd).not.toHaveBeenCalled()
  })
})

describe('what a tier knows', () => {
  test('is as old as the beginning of the round that brought it; a failure keeps it, and says why', async () => {
    const { tier, rounds, onEnd, settle } = tierOf()
    void tier.refresh()
    await vi.advanceTimersByTimeAsync(700)
    rounds[0]?.succeed()
    await settle()
    expect(tier.age).toEqual({ asOfMs: 1_000, failure: null })
    void tier.refresh()
    rounds[1]?.fail()
    await settle()
    expect(tier.age).toEqual({ asOfMs: 1_000, failure: silence })
    expect(onEnd).toHaveBeenCalledTimes(2)
    tier.close()
  })

  test('is no younger for a round in which nobody was asked', async () => {
    const { tier, rounds, onEnd, settle } = tierOf()
    void tier.refresh()
    rounds[0]?.succeed(false)
    await settle()
    expect(tier.age).toEqual({ asOfMs: null, failure: null })
    expect(onEnd).not.toHaveBeenCalled()
    tier.close()
  })
})

describe('after a failure', () => {
  test.each([
    ['a tier that hurries asks twice a second in the first minute', { hurriesAtStart: true }, 500],
    ['another keeps its pace', {}, 10_000],
    ['a refusal is left alone for longer', { failure: refusal }, 30_000],
    ['a refusal is, too, where it hurries', { failure: refusal, hurriesAtStart: true }, 30_000],
  ])('%s', async (_name, given, pauseMs) => {
    const { tier, rounds } = tierOf(given)
    void tier.refresh()
    rounds[0]?.fail()
    await vi.advanceTimersByTimeAsync(pauseMs - 1)
    expect(rounds).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(rounds).toHaveLength(2)
    tier.close()
  })
})

test('a refused login is not repeated by itself nor because the cluster is watched, but on request', async () => {
  const { tier, rounds, settle } = tierOf({ failure: lockedOut, hurriesAtStart: true })
  void tier.refresh()
  rounds[0]?.fail()
  await vi.advanceTimersByTimeAsync(3_600_000)
  tier.wake()
  expect(rounds).toHaveLength(1)
  void tier.refresh()
  expect(rounds).toHaveLength(2)
  rounds[1]?.succeed()
  await settle()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(rounds).toHaveLength(3)
  tier.close()
})
