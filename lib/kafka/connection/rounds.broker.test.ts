import { beforeAll, describe, expect, test } from 'vitest'
import { type SecureCluster, secureCluster } from '#demo/secure-cluster.ts'
import { FAR_NAMES, farName, TEST_USERS } from '#demo/secure-listeners.ts'
import { SshDouble } from '#demo/ssh-double.ts'
import { TcpProxy } from '#demo/tcp-proxy.ts'
import { lookAt } from '#e2e/ways-in.ts'
import type { ClusterAccess } from './access.ts'
import { ConnectionSet } from './connection-set.ts'

// What is left when connections end, and what is not done again when a login was refused.

const ROUNDS = 20
const SETTLED_AFTER = 20
const WAIT = { timeout: 120_000, interval: 50 }

let secure: SecureCluster
beforeAll(async () => {
  secure = await secureCluster()
})

/** How many of each kind keep this process alive. The timers are those of whoever asks, each time the same. */
function resources(): Record<string, number> {
  return Object.fromEntries(
    Map.groupBy(process.getActiveResourcesInfo().sort(), (name) => name)
      .entries()
      .map(([name, { length }]) => [name, length]),
  )
}

/** Once it stays the same: what was closed takes a moment to go. Asked where `expect.poll` asks, which has timers, too. */
async function settledResources(): Promise<Record<string, number>> {
  let before = ''
  let sameTimes = 0
  await expect
    .poll(() => {
      const now = JSON.stringify(resources())
      sameTimes = now === before ? sameTimes + 1 : 0
      before = now
      return sameTimes
    }, WAIT)
    .toBeGreaterThan(SETTLED_AFTER)
  return JSON.parse(before)
}

async function expectNothingLeft(access: ClusterAccess): Promise<void> {
  await lookAt(access)
  const before = await settledResources()
  for (let round = 0; round < ROUNDS; round++) expect((await lookAt(access)).brokers).toEqual([1, 2, 3])
  await expect.poll(resources, WAIT).toEqual(before)
}

describe('20 times connected and closed again, nothing is left', () => {
  test('of plain connections', async () => {
    await expectNothingLeft({ bootstrap: secure.addresses('PROXIED') })
    await expect.poll(() => secure.proxies.map(({ open }) => open), WAIT).toEqual([0, 0, 0])
  })

  test('of encrypted ones with a login', async () => {
    const tls = { ca: null, cert: null, key: null, passphrase: null, checksChain: false, checksName: false }
    const sasl = { mechanism: 'scram-sha-512', ...TEST_USERS['scram-sha-512'] } as const
    await expectNothingLeft({ bootstrap: secure.addresses('SASL_SSL'), tls, sasl })
  })

  test('of those through SSH', async () => {
    const double = await SshDouble.start({ names: Object.fromEntries(FAR_NAMES.map((name) => [name, '127.0.0.1'])) })
    const { host, port, username, password, knownHosts } = double
    const ssh = { host, port, username, password, knownHosts, privateKey: null, passphrase: null, agent: null }
    const bootstrap = secure.addresses('FAR').map((address, index) => ({ ...address, host: farName(index + 1) }))
    await expectNothingLeft({ bootstrap, ssh })
    await expect.poll(() => double.connections, WAIT).toBe(0)
    await double.close()
  })
})

test('a refused login is tried once, by however many it is wanted, and again only when asked for', async () => {
  const [target] = secure.addresses('SASL_PLAINTEXT')
  const proxy = await TcpProxy.listen(target)
  const sasl = { mechanism: 'plain', username: 'alice', password: 'canary-wrong' } as const
  let logins = 0
  proxy.onRequest((bytes) => {
    if (bytes.includes(sasl.password)) logins += 1
  })
  const connections = new ConnectionSet({ bootstrap: [proxy.address], sasl })
  const lanes = ['main', 'probe', 'offsets', 'groups', 'bulk'] as const
  const askEverywhere = async () => {
    const answers = await Promise.allSettled(lanes.map((lane) => connections.to(proxy.address, lane).versions()))
    for (const answer of answers) expect(answer).toMatchObject({ reason: { code: 'auth-failed' } })
  }
  try {
    await askEverywhere()
    expect(logins).toBe(1)
    const { accepted } = proxy
    await askEverywhere()
    expect(proxy.accepted).toBe(accepted)
    connections.retry()
    await askEverywhere()
    expect(logins).toBe(2)
  } finally {
    connections.close()
    proxy.close()
  }
})

test('an SSH host that refused is left alone, too', async () => {
  const double = await SshDouble.start()
  double.refuseEverybody()
  const { host, port, username, password, knownHosts } = double
  const ssh = { host, port, username, password, knownHosts, privateKey: null, passphrase: null, agent: null }
  const bootstrap = secure.addresses('FAR')
  const connections = new ConnectionSet({ bootstrap, ssh })
  try {
    for (const address of [...bootstrap, ...bootstrap]) {
      await expect(connections.to(address).versions()).rejects.toMatchObject({ code: 'ssh-auth' })
    }
    expect(double.attempts).toBe(1)
  } finally {
    connections.close()
    await double.close()
  }
})
