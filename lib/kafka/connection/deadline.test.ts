import { expect, test } from 'vitest'
import { withDeadline } from './deadline.ts'

const blame = new Error('late')

test('work that fails while it is found out who is to blame for the delay is late all the same', async () => {
  const { promise: verdict, resolve: decide } = Promise.withResolvers<Error>()
  const { promise: work, reject: fail } = Promise.withResolvers<never>()
  const late = () => {
    fail(new Error('its own deadline'))
    return verdict
  }
  const done = withDeadline(1, late, () => work)
  await work.catch(() => {})
  decide(blame)
  await expect(done).rejects.toBe(blame)
})

test('work that is done meanwhile is done', async () => {
  const { promise: work, resolve: finish } = Promise.withResolvers<string>()
  const late = async () => {
    finish('done')
    await work
    return blame
  }
  await expect(withDeadline(1, late, () => work)).resolves.toBe('done')
})

test('who is to blame is asked with the time at which the work began', async () => {
  const beforeMs = performance.now()
  let askedOfMs = 0
  const late = (sinceMs: number) => {
    askedOfMs = sinceMs
    return blame
  }
  await expect(withDeadline(1, late, () => new Promise(() => {}))).rejects.toBe(blame)
  expect(askedOfMs).toBeGreaterThanOrEqual(beforeMs)
  expect(askedOfMs).toBeLessThan(performance.now())
})
