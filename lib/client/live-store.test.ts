import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { StatusEvent } from '#lib/contract/events.ts'
import { type SnapshotPart, snapshotParts } from '#lib/contract/snapshot-parts.ts'
import type { StreamMessage } from './event-stream.ts'
import { LiveStore } from './live-store.ts'

const T0 = Date.UTC(2026, 10, 21, 10, 0)

beforeEach(() => {
  vi.useFakeTimers({ now: T0 })
})
afterEach(() => {
  vi.useRealTimers()
})

function snapshot(
  number: number,
  changed: SnapshotPart[],
  ageMs = 0,
  clockAheadMs = 0,
  publishedMs = 0,
): StreamMessage {
  const sentAtMs = Date.now() + clockAheadMs
  return {
    type: 'snapshot',
    receivedAtMs: Date.now(),
    event: {
      snapshot: number,
      asOf: new Date(sentAtMs - ageMs).toISOString(),
      sentAt: new Date(sentAtMs).toISOString(),
      publishedAt: new Date(sentAtMs - publishedMs).toISOString(),
      changed,
    },
  }
}

function status(status: StatusEvent['status'], publishedMs = 0): StreamMessage {
  const now = Date.now()
  const times = { sentAt: new Date(now).toISOString(), publishedAt: new Date(now - publishedMs).toISOString() }
  return { type: 'status', receivedAtMs: now, event: { status, ...times } }
}

function storeWithRefresh() {
  const refresh = vi.fn()
  return { store: new LiveStore({ refresh, readSinceMs: T0 }), refresh }
}

describe('news', () => {
  test('reach the screen at once, and only what changed is read again', () => {
    const { store, refresh } = storeWithRefresh()
    store.receive(snapshot(1, ['topics']))
    expect(refresh).toHaveBeenCalledExactlyOnceWith(['topics'])
    store.receive(snapshot(2, []))
    expect(refresh).toHaveBeenCalledOnce()
    expect(store.state().shown?.number).toBe(2)
  })

  test('that were published before the screen was read are not read again, and their status neither', () => {
    const { store, refresh } = storeWithRefresh()
    vi.advanceTimersByTime(300)
    store.receive(status('online', 400))
    store.receive(snapshot(7, [...snapshotParts], 900, 3_600_000, 400))
    expect(refresh).not.toHaveBeenCalled()
    expect(store.state()).toMatchObject({ shown: { number: 7 }, status: { status: 'online' } })
    store.receive(status('degraded'))
    expect(refresh).toHaveBeenCalledExactlyOnceWith(['cluster'])
    // After a lost connection much may have happened, whenever that was published.
    store.receive(snapshot(7, ['topics'], 900, 0, 400))
    expect(refresh).toHaveBeenLastCalledWith(['topics'])
  })

  test('that were published while the screen was read are read again', () => {
    const { store, refresh } = storeWithRefresh()
    vi.advanceTimersByTime(300)
    store.receive(status('online', 300))
    expect(refresh).toHaveBeenCalledExactlyOnceWith([...snapshotParts])
    store.receive(snapshot(7, ['topics'], 900, 0, 300))
    expect(refresh).toHaveBeenLastCalledWith(['topics'])
  })

  test('before the first snapshot, a change of status concerns every list', () => {
    const { store, refresh } = storeWithRefresh()
    store.receive(status('offline'))
    expect(refresh).toHaveBeenCalledExactlyOnceWith([...snapshotParts])
    store.receive(snapshot(1, ['topics']))
    store.receive(status('online'))
    expect(refresh).toHaveBeenLastCalledWith(['cluster'])
  })

  test('come no faster than the pace, and what gathers meanwhile comes together', () => {
    const { store, refresh } = storeWithRefresh()
    store.setPace(5)
    store.receive(snapshot(1, ['cluster']))
    vi.advanceTimersByTime(2_000)
    store.receive(snapshot(2, ['topics']))
    vi.advanceTimersByTime(2_000)
    store.receive(snapshot(3, ['brokers', 'topics']))
    expect(refresh).toHaveBeenCalledTimes(1)
    expect(store.state().shown?.number).toBe(1)
    vi.advanceTimersByTime(1_000)
    expect(refresh).toHaveBeenLastCalledWith(['topics', 'brokers'])
    expect(store.state().shown?.number).toBe(3)
  })

  test('wait while the screen is held still, and come together when it goes on', () => {
    const { store, refresh } = storeWithRefresh()
    store.receive(snapshot(1, []))
    store.pause()
    store.receive(snapshot(2, ['topics']))
    store.receive(snapshot(3, ['brokers']))
    vi.advanceTimersByTime(60_000)
    expect(refresh).not.toHaveBeenCalled()
    expect(store.state()).toMatchObject({ shown: { number: 1 }, pausedAtMs: T0 })
    store.resume()
    expect(refresh).toHaveBeenCalledExactlyOnceWith(['topics', 'brokers'])
    expect(store.state()).toMatchObject({ shown: { number: 3 }, pausedAtMs: null })
  })
})

describe('the age of what is shown', () => {
  test('is right with a clock that differs from the server’s', () => {
    const { store } = storeWithRefresh()
    store.receive(snapshot(1, [], 1_500, 3_600_000))
    expect(store.state()).toMatchObject({ shown: { takenAtMs: T0 - 1_500 }, clockAheadMs: 3_600_000 })
  })
})

describe('a lost connection', () => {
  test('is dated from its loss, however often it is tried again', () => {
    const { store } = storeWithRefresh()
    store.receive(snapshot(1, []))
    store.receive({ type: 'lost', atMs: T0 + 5 })
    store.receive({ type: 'lost', atMs: T0 + 3_000 })
    expect(store.state()).toMatchObject({ connection: 'lost', lostAtMs: T0 + 5 })
    store.receive({ type: 'open' })
    expect(store.state()).toMatchObject({ connection: 'open', lostAtMs: null })
  })
})
