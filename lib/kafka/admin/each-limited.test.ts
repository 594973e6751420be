import { setImmediate as tick } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { eachLimited } from './each-limited.ts'

test('all items are worked on in order, and no more at a time than the limit', async () => {
  const begun: number[] = []
  let running = 0
  let most = 0
  await eachLimited([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    begun.push(item)
    most = Math.max(most, ++running)
    await tick()
    running--
  })
  expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(most).toBe(3)
})

test('after a failure nothing further is begun, and it is thrown when the rest is done', async () => {
  const begun: number[] = []
  const done: number[] = []
  const work = eachLimited([1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item)
    if (item === 1) throw new Error('one')
    await tick()
    done.push(item)
  })
  await expect(work).rejects.toThrow('one')
  expect(begun).toEqual([1, 2])
  expect(done).toEqual([2])
})

test('no items are no work', async () => {
  await expect(eachLimited([], 5, () => Promise.reject(new Error('called')))).resolves.toBeUndefined()
})
