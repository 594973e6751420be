import { expect, test } from 'vitest'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import { LoginGate } from './login-gate.ts'

const refusal = new ConnectionFailure('auth-failed', { host: 'a', port: 1 })
const hangUp = new ConnectionFailure('closed', { host: 'a', port: 1 })

/** A gate with logins that end when a test says so. */
function setup() {
  const clock = { nowMs: 0 }
  const gate = new LoginGate(() => clock.nowMs)
  const begun: { succeed: () => void; fail: (error: Error) => void }[] = []
  const logIn = () =>
    gate.pass(() => {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      begun.push({ succeed: resolve, fail: reject })
      return promise
    })
  return { clock, gate, begun, logIn }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('until the first success one logs in at a time, then all do', async () => {
  const { begun, logIn } = setup()
  const first = [logIn(), logIn()]
  await settled()
  expect(begun).toHaveLength(1)
  begun[0]?.succeed()
  await first[0]
  void logIn()
  void logIn()
  await settled()
  expect(begun).toHaveLength(4)
})

test('a while after the last success one logs in at a time again, as the password may have been changed', async () => {
  const { clock, begun, logIn } = setup()
  const first = logIn()
  await settled()
  begun[0]?.succeed()
  await first
  clock.nowMs += 60_000
  const later = Promise.allSettled([logIn(), logIn(), logIn()])
  await settled()
  expect(begun).toHaveLength(2)
  begun[1]?.fail(refusal)
  expect(await later).toMatchObject([1, 2, 3].map(() => ({ reason: refusal })))
  expect(begun).toHaveLength(2)
})

test('a connection that broke during the login is no refusal: the next one tries', async () => {
  const { gate, begun, logIn } = setup()
  const first = logIn()
  await settled()
  begun[0]?.fail(hangUp)
  await expect(first).rejects.toBe(hangUp)
  expect(() => gate.check()).not.toThrow()
  void logIn()
  await settled()
  expect(begun).toHaveLength(2)
})

test('a refusal closes it for all, until a retry is requested', async () => {
  const { gate, begun, logIn } = setup()
  const first = logIn()
  await settled()
  begun[0]?.fail(refusal)
  await expect(first).rejects.toBe(refusal)
  await expect(logIn()).rejects.toBe(refusal)
  expect(begun).toHaveLength(1)
  gate.retry()
  void logIn()
  await settled()
  expect(begun).toHaveLength(2)
})

test('a refusal of a login from before a retry was requested does not close it', async () => {
  const { gate, begun, logIn } = setup()
  const first = logIn()
  await settled()
  gate.retry()
  begun[0]?.fail(refusal)
  await expect(first).rejects.toBe(refusal)
  expect(() => gate.check()).not.toThrow()
})
