import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { writeClientFiles } from '#demo/client-files.ts'
import { until } from '#demo/processes.ts'
import { type SecureCluster, secureCluster } from '#demo/secure-cluster.ts'
import { FAR_NAMES, farName } from '#demo/secure-listeners.ts'
import { SshDouble } from '#demo/ssh-double.ts'
import { TcpProxy } from '#demo/tcp-proxy.ts'
import { configured } from '#e2e/ways-in.ts'
import type { ClusterAccess } from '#lib/kafka/connection/access.ts'
import { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { clusterProblems } from '#lib/monitor/queries/health.ts'

// A cluster with a viewer goes offline and returns, without any action by the user.

const WAIT = { timeout: 120_000, interval: 100 }

let secure: SecureCluster
const watching = new Set<ClusterMonitor>()

beforeAll(async () => {
  secure = await secureCluster()
})
afterEach(async () => {
  for (const monitor of watching) monitor.close()
  watching.clear()
  for (const proxy of secure.proxies) await proxy.heal()
})

/** The cluster as while a user has its page open. */
function watch(access: ClusterAccess): ClusterMonitor {
  const monitor = new ClusterMonitor({ access })
  watching.add(monitor)
  monitor.follow(() => {})
  monitor.start()
  return monitor
}

async function watchWell(access: ClusterAccess): Promise<ClusterMonitor> {
  const monitor = watch(access)
  await until('a snapshot', WAIT.timeout, () => monitor.state.snapshot !== null)
  return monitor
}

const upBrokers = ({ state }: ClusterMonitor) =>
  (state.snapshot?.brokers ?? []).filter(({ liveness }) => liveness.downSinceMs === null).map(({ id }) => id)

test('all brokers gone: what was known stays, and after their return all is well', async () => {
  const monitor = await watchWell({ bootstrap: secure.proxies.map(({ address }) => address) })
  for (const proxy of secure.proxies) {
    proxy.refuse()
    proxy.reset()
  }
  await expect.poll(() => monitor.state.failure, WAIT).toMatchObject({ reason: 'refused' })
  expect(monitor.state.snapshot).not.toBeNull()
  expect(monitor.state.failedSinceMs).toBeTypeOf('number')
  for (const proxy of secure.proxies) await proxy.accept()
  await expect.poll(() => monitor.state.failure, WAIT).toBeNull()
  expect(monitor.state.failedSinceMs).toBeNull()
})

test('all brokers silent: said so, and after their first word all is well', async () => {
  const monitor = await watchWell({ bootstrap: secure.proxies.map(({ address }) => address) })
  for (const proxy of secure.proxies) proxy.freeze()
  await expect.poll(() => monitor.state.failure, WAIT).toMatchObject({ reason: 'timeout' })
  for (const proxy of secure.proxies) proxy.thaw()
  await expect.poll(() => monitor.state.failure, WAIT).toBeNull()
})

describe('the login to the SSH host that all goes through', () => {
  const names = Object.fromEntries(FAR_NAMES.map((name) => [name, '127.0.0.1']))
  let double: SshDouble
  beforeAll(async () => {
    double = await SshDouble.start({ names })
  })
  afterAll(() => double?.close())

  /** What pages said meanwhile, until nothing was known any more and then all was well again. */
  async function watchLoss(lose: () => unknown, heal: () => unknown): Promise<string[]> {
    const { host, port, username, password, knownHosts } = double
    const ssh = { host, port, username, password, knownHosts, privateKey: null, passphrase: null, agent: null }
    const bootstrap = secure.addresses('FAR').map((address, index) => ({ ...address, host: farName(index + 1) }))
    const monitor = await watchWell({ bootstrap, ssh })
    await expect.poll(() => upBrokers(monitor), WAIT).toEqual([1, 2, 3])
    const said = new Set<string>()
    monitor.follow(() => {
      const { snapshot, failure } = monitor.state
      for (const { message } of snapshot ? clusterProblems(snapshot) : []) said.add(message)
      if (failure) said.add(failure.message)
    })
    await lose()
    await expect.poll(() => monitor.state.failure, WAIT).not.toBeNull()
    await heal()
    await expect.poll(() => monitor.state.failure, WAIT).toBeNull()
    await expect.poll(() => monitor.state.snapshot && clusterProblems(monitor.state.snapshot), WAIT).toEqual([])
    return [...said]
  }

  test.each([
    ['ends, and the host is gone', () => double.close(), () => double.listen()],
    ['freezes', () => double.freeze(), () => double.thaw()],
  ])(
    '%s: from the first word on it is the SSH host, and never a broker, that is said to fail',
    async (_how, lose, heal) => {
      const said = await watchLoss(lose, heal)
      expect(said.length).toBeGreaterThan(0)
      for (const message of said) expect(message).toMatch(/^The SSH host 127\.0\.0\.1:/)
    },
  )
})

test('a broker that dies and returns, encrypted and with a login', async () => {
  const files = writeClientFiles('sasl-ssl-scram-512', { ...secure, bootstrap: secure.bootstrap('SASL_SSL') })
  const { access } = configured({ HIGHWATER_PROPERTIES: files.java })
  const monitor = await watchWell(access)
  await expect.poll(() => upBrokers(monitor), WAIT).toEqual([1, 2, 3])
  await secure.cluster.broker(2).kill()
  await expect.poll(() => upBrokers(monitor), WAIT).toEqual([1, 3])
  expect(monitor.state.failure).toBeNull()
  await secure.cluster.broker(2).start()
  await expect.poll(() => upBrokers(monitor), WAIT).toEqual([1, 2, 3])
  await secure.cluster.untilReady()
})

test('a refused login is not retried automatically, however long the cluster is viewed, but on request', async () => {
  const [target] = secure.addresses('SASL_PLAINTEXT')
  const [refusing, dead] = await Promise.all([TcpProxy.listen(target), TcpProxy.listen({ host: '127.0.0.1', port: 1 })])
  const sasl = { mechanism: 'plain', username: 'alice', password: 'canary-wrong' } as const
  const monitor = watch({ bootstrap: [refusing.address], sasl })
  await expect.poll(() => monitor.state.failure, WAIT).toMatchObject({ reason: 'auth-failed' })
  expect(refusing.accepted).toBe(1)
  // The reference: a cluster that is never refused, and so keeps retrying.
  watch({ bootstrap: [dead.address] })
  await expect.poll(() => dead.accepted, WAIT).toBeGreaterThan(3)
  expect(refusing.accepted).toBe(1)
  await monitor.reconnect()
  expect(refusing.accepted).toBe(2)
  refusing.close()
  dead.close()
})
