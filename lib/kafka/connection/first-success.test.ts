import { describe, expect, test, vi } from 'vitest'
import { firstSuccess } from './first-success.ts'

const PATIENCE_MS = 100
const never = () => new Promise<string>(() => {})
const fails = (message: string) => () => Promise.reject(new Error(message))

describe('of several attempts', () => {
  test('the first success counts, and later attempts are not made', async () => {
    const second = vi.fn(async () => 'second')
    await expect(firstSuccess([async () => 'first', second], PATIENCE_MS)).resolves.toBe('first')
    expect(second).not.toHaveBeenCalled()
  })

  test('one that fails is followed by the next at once', async () => {
    await expect(firstSuccess([fails('down'), async () => 'second'], 60_000)).resolves.toBe('second')
  })

  test('one that hangs is joined by the next after a while', async () => {
    vi.useFakeTimers()
    const result = firstSuccess([never, async () => 'second'], PATIENCE_MS)
    await vi.advanceTimersByTimeAsync(PATIENCE_MS)
    await expect(result).resolves.toBe('second')
    vi.useRealTimers()
  })

  test('when all fail, every error is kept, in order', async () => {
    const error = await firstSuccess([fails('a'), fails('b')], PATIENCE_MS).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(AggregateError)
    expect(error instanceof AggregateError && error.errors.map(String)).toEqual(['Error: a', 'Error: b'])
  })

  test('nothing to try is a failure, not a wait', async () => {
    await expect(firstSuccess([], PATIENCE_MS)).rejects.toBeInstanceOf(AggregateError)
  })
})
