import { afterEach, expect, test, vi } from 'vitest'
import { type FakeBrokerOptions, startFakeBroker } from '#lib/kafka/connection/testing/fake-broker.ts'
import type { SaslAccess } from '#lib/kafka/transport/sasl-access.ts'
import { ClusterMonitor } from './monitor.ts'
import { mistakenBrokers } from './queries/mistaken-brokers.ts'

// Each starts threads, which takes seconds on a machine that has much else to do.
vi.setConfig({ testTimeout: 120_000 })

const right: SaslAccess = { mechanism: 'plain', username: 'reef', password: 'fake-password' }
const wrong: SaslAccess = { ...right, password: 'fake-canary' }

const closing: { close: () => void }[] = []
afterEach(() => {
  for (const each of closing.splice(0).reverse()) each.close()
})

function kept<T extends { close: () => void }>(closable: T): T {
  closing.push(closable)
  return closable
}

const start = async (options?: FakeBrokerOptions) => kept(await startFakeBroker(options))

function watch(options: ConstructorParameters<typeof ClusterMonitor>[0]): ClusterMonitor {
  const monitor = kept(new ClusterMonitor(options))
  if (!options.failure) monitor.start()
  return monitor
}

test('a refused login is tried once, and again on each request', async () => {
  const broker = await start()
  const monitor = watch({ access: { bootstrap: [broker.address], sasl: wrong } })
  await expect.poll(() => monitor.state.failure, { timeout: 60_000 }).not.toBeNull()
  const { failure, failedSinceMs } = monitor.state
  expect(failure).toMatchObject({ code: 'unreachable', reason: 'auth-failed' })
  expect(JSON.stringify(monitor.state)).not.toContain('canary')
  expect(broker.logins()).toBe(1)
  await monitor.reconnect()
  expect(broker.logins()).toBe(2)
  expect(monitor.state).toMatchObject({ failure, failedSinceMs })
})

test('another access replaces the connections; what is known stays, and goes on from there', async () => {
  const [first, second] = [await start(), await start()]
  const monitor = watch({ access: { bootstrap: [first.address], sasl: right } })
  await expect.poll(() => monitor.state.snapshot, { timeout: 60_000 }).not.toBeNull()
  const before = monitor.state.snapshot?.number ?? 0
  const reconnecting = monitor.reconnect({ bootstrap: [second.address], sasl: wrong })
  expect(monitor.state.snapshot?.number).toBe(before)
  await reconnecting
  await expect.poll(() => first.sockets.size).toBe(0)
  expect(monitor.state).toMatchObject({ snapshot: { number: before }, failure: { reason: 'auth-failed' } })
  await monitor.reconnect({ bootstrap: [second.address], sasl: right })
  expect(monitor.state).toMatchObject({ failure: null, failedSinceMs: null })
  expect(monitor.state.snapshot?.number).toBeGreaterThan(before)
})

test('whoever waits for a new way to the cluster also gets news where yet another one replaces it', async () => {
  const [first, second] = [await start(), await start()]
  const monitor = watch({ access: { bootstrap: [first.address], sasl: right } })
  const reconnecting = [first, second].map(({ address }) => monitor.reconnect({ bootstrap: [address], sasl: right }))
  await Promise.all(reconnecting)
  expect(monitor.state.snapshot).not.toBeNull()
})

test('a cluster whose configuration is broken is connected to when that is mended, and not before', async () => {
  const broker = await start()
  const failure = { code: 'invalid', message: 'The file is broken.' } as const
  const monitor = watch({ access: { bootstrap: [] }, failure })
  await monitor.reconnect()
  expect(monitor.state).toMatchObject({ failure, failedSinceMs: expect.any(Number) })
  await monitor.reconnect({ bootstrap: [broker.address], sasl: right })
  expect(monitor.state.failure).toBeNull()
})

test('a re-created cluster in the place of the one before is not asked for anything until it is accepted', async () => {
  const first = await start()
  const access = { bootstrap: [first.address], sasl: right }
  const monitor = watch({ access, intervals: { watchedPauseMs: null, idleMs: 100 } })
  await expect.poll(() => monitor.clusterId, { timeout: 60_000 }).toBe('fake')
  const before = monitor.state.snapshot?.number ?? 0
  first.close()
  const second = await start({ clusterId: 're-created', port: first.address.port })
  await expect.poll(() => monitor.state.failure?.reason, { timeout: 60_000 }).toBe('other-cluster')
  expect(mistakenBrokers(monitor.state)).toEqual([monitor.state.failure?.message])
  await monitor.reconnect()
  expect(monitor.state).toMatchObject({
    snapshot: { clusterId: 'fake' },
    failure: { reason: 'other-cluster' },
  })
  const kinds = new Set(second.requests.map((request) => Number.parseInt(request, 10)))
  expect(kinds).toEqual(new Set([18, 17, 36, 3]))
  await monitor.acceptCluster()
  expect(monitor.state).toMatchObject({ snapshot: { clusterId: 're-created' }, failure: null })
  expect(monitor.state.snapshot?.number).toBeGreaterThan(before)
})
