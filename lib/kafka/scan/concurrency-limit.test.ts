import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ConcurrencyLimit } from './concurrency-limit.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const never = new AbortController().signal
const open = () => new ConcurrencyLimit({ slots: 2, places: 1, patienceMs: 1_000, refusal: 'Too many.' })

describe('slots', () => {
  test('one that waits gets the next that is given back', async () => {
    const slots = open()
    const [giveBack] = [await slots.take(never), await slots.take(never)]
    const third = slots.take(never)
    giveBack?.()
    await expect(third).resolves.toBeTypeOf('function')
    expect(slots.taken).toBe(2)
  })

  test('one that comes when enough wait is refused, with a time to retry after', async () => {
    const slots = open()
    await slots.take(never)
    await slots.take(never)
    slots.take(never).catch(() => {})
    await expect(slots.take(never)).rejects.toMatchObject({ code: 'busy', options: { retryAfterSeconds: 2 } })
  })

  test('none waits longer than the limit, or after its request was aborted', async () => {
    const slots = open()
    const giveBack = await slots.take(never)
    await slots.take(never)
    const impatient = slots.take(never)
    const refused = expect(impatient).rejects.toMatchObject({ code: 'busy' })
    await vi.advanceTimersByTimeAsync(1_000)
    await refused
    const leaving = new AbortController()
    const gone = slots.take(leaving.signal)
    leaving.abort()
    await expect(gone).rejects.toMatchObject({ code: 'busy' })
    giveBack()
    expect(slots.taken).toBe(1)
  })

  test('one client gets no more than its part, waiting ones included, and another still gets the rest', async () => {
    const perClient = { slots: 1, refusal: 'You have one.' }
    const slots = new ConcurrencyLimit({ slots: 2, places: 1, patienceMs: 1_000, refusal: 'Too many.', perClient })
    const giveBack = await slots.take(never, 'a')
    await expect(slots.take(never, 'a')).rejects.toMatchObject({ code: 'busy', message: 'You have one.' })
    await slots.take(never, 'b')
    const leaving = new AbortController()
    const waiting = slots.take(leaving.signal, 'c')
    await expect(slots.take(never, 'c')).rejects.toMatchObject({ message: 'You have one.' })
    leaving.abort()
    await expect(waiting).rejects.toMatchObject({ message: 'Too many.' })
    giveBack()
    await expect(slots.take(never, 'c')).resolves.toBeTypeOf('function')
  })

  test('one that is given back twice counts once', async () => {
    const slots = open()
    const giveBack = await slots.take(never)
    await slots.take(never)
    giveBack()
    giveBack()
    expect(slots.taken).toBe(1)
  })
})
