import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AppError } from '#lib/contract/errors.ts'
import { inTime, within } from './deadline.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const never = new Promise<never>(() => {})

test('what is done in time counts, and leaves no timer behind', async () => {
  expect(await within(10, Promise.resolve('done'), () => 'late')).toBe('done')
  expect(vi.getTimerCount()).toBe(0)
})

test('a failure in time is a failure', async () => {
  await expect(within(10, Promise.reject(new Error('no')), () => 'late')).rejects.toThrow('no')
})

test('what takes too long is not waited for', async () => {
  const answer = within(10, never, () => 'late')
  await vi.advanceTimersByTimeAsync(10)
  expect(await answer).toBe('late')
})

test('a read that is not answered fails with a timeout', async () => {
  const reading = inTime(never).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(5_000)
  const error = await reading
  expect(error instanceof AppError && error.code).toBe('timeout')
})
