import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { temporaryPorts } from '#demo/ports.ts'
import { until } from '#demo/processes.ts'
import { type SecureCluster, secureCluster, startLoneBroker } from '#demo/secure-cluster.ts'
import { FAR_NAMES, farName } from '#demo/secure-listeners.ts'
import { SshDouble } from '#demo/ssh-double.ts'
import { hasOwnNames, Sshd } from '#demo/sshd.ts'
import { lookAt, makeSeenTopic, SEEN_TOPIC } from '#e2e/ways-in.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import type { SshAccess } from './access.ts'
import { ConnectionSet } from './connection-set.ts'

// Ways to a cluster that is not simply there: through a bastion, under another address, past brokers that are dead.

const NOBODY = { password: null, privateKey: null, passphrase: null, agent: null }
const names = Object.fromEntries(FAR_NAMES.map((name) => [name, '127.0.0.1']))

let secure: SecureCluster

beforeAll(async () => {
  secure = await secureCluster()
  await makeSeenTopic(secure)
})

function farAddresses() {
  return secure.addresses('FAR').map(({ port }, index) => ({ host: farName(index + 1), port }))
}

describe('three brokers under names that only the far side of SSH knows', () => {
  test.skipIf(!hasOwnNames())("through OpenSSH's own server, with a key", async () => {
    const sshd = await Sshd.start({ names })
    const { host, port, username, privateKey, knownHosts } = sshd
    const ssh = { ...NOBODY, host, port, username, privateKey, knownHosts }
    const seen = await lookAt({ bootstrap: farAddresses(), ssh }).finally(() => sshd.close())
    expect(seen.topics).toContain(SEEN_TOPIC)
    expect(seen.brokers).toEqual([1, 2, 3])
  })

  test('through a server that takes passwords', async () => {
    const double = await SshDouble.start({ names })
    const { host, port, username, password, knownHosts } = double
    const ssh = { ...NOBODY, host, port, username, password, knownHosts }
    const seen = await lookAt({ bootstrap: farAddresses().slice(0, 1), ssh })
    expect(seen).toMatchObject({ topics: expect.arrayContaining([SEEN_TOPIC]), brokers: [1, 2, 3] })
    await expect.poll(() => double.connections).toBe(0)
    await double.close()
  })
})

describe('a broker that calls itself localhost, behind SSH', () => {
  let lone: KafkaCluster
  let sshd: Sshd
  let ownPort = 0
  let brokerPort = 0

  beforeAll(async () => {
    // In the place of 9092, at which the user's own Kafka may be.
    const [free = 0] = await temporaryPorts(1)
    ownPort = free
    lone = await startLoneBroker('behind-ssh', [
      { name: 'LOCAL', protocol: 'PLAINTEXT', advertised: () => ({ host: 'localhost', port: ownPort }) },
    ])
    brokerPort = lone.port(1, 'LOCAL')
    await makeSeenTopic({ cluster: lone }, 1)
    sshd = await Sshd.start()
  })
  afterAll(async () => {
    await sshd?.close()
    await lone?.stop()
  })

  const access = (login: Partial<SshAccess>): SshAccess => {
    const { host, port, username, knownHosts } = sshd
    return { ...NOBODY, host, port, username, knownHosts, ...login }
  }
  const whole = { topics: expect.arrayContaining([SEEN_TOPIC]), brokers: [1] }

  test("the user's own ssh -L, and brokers as if they were here", async () => {
    const tunnel = await sshd.userTunnel(ownPort, `localhost:${brokerPort}`)
    try {
      expect(await lookAt({ bootstrap: [{ host: 'localhost', port: ownPort }] })).toMatchObject(whole)
    } finally {
      await tunnel.close()
    }
  })

  test('ssh: with the port on the far side, which then serves for the advertised address, too', async () => {
    const bootstrap = [{ host: 'localhost', port: brokerPort }]
    const { privateKey } = sshd
    expect(await lookAt({ bootstrap, ssh: access({ privateKey }) })).toMatchObject(whole)
  })

  test('ssh: with a host map from the advertised address', async () => {
    const bootstrap = [{ host: 'localhost', port: brokerPort }]
    const hostMap = [{ host: 'localhost', port: ownPort, to: { host: 'localhost', port: brokerPort } }]
    const { privateKey } = sshd
    expect(await lookAt({ bootstrap, hostMap, ssh: access({ privateKey }) })).toMatchObject(whole)
  })

  test('ssh: with a key that has a passphrase', async () => {
    const bootstrap = [{ host: 'localhost', port: brokerPort }]
    const { encryptedPrivateKey: privateKey, passphrase } = sshd
    expect(await lookAt({ bootstrap, ssh: access({ privateKey, passphrase }) })).toMatchObject(whole)
  })

  describe('with an agent', () => {
    let agent: ChildProcess
    let folder = ''
    let socket = ''
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'highwater-agent-'))
      socket = join(folder, 'socket')
      agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' })
      const add = () =>
        execFileSync('ssh-add', ['-q', sshd.keyFile], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'pipe' })
      await until('the agent to know the key', 10_000, () => {
        try {
          return add() !== null
        } catch {
          return false
        }
      })
    })
    afterAll(async () => {
      const ended = once(agent, 'exit')
      agent.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    })

    test('ssh: asks it, and has no key itself', async () => {
      const bootstrap = [{ host: 'localhost', port: brokerPort }]
      expect(await lookAt({ bootstrap, ssh: access({ agent: socket }) })).toMatchObject(whole)
    })
  })
})

describe('a broker that tells an address which is not reached', () => {
  let lone: KafkaCluster
  beforeAll(async () => {
    lone = await startLoneBroker('wrong-address', [
      { name: 'DOCKER', protocol: 'PLAINTEXT', advertised: () => ({ host: 'kafka-internal.test', port: 29_092 }) },
    ])
    await makeSeenTopic({ cluster: lone }, 1)
  })
  afterAll(() => lone?.stop())

  test('is used where it was found, and it is said so', async () => {
    const bootstrap = [{ host: '127.0.0.1', port: lone.port(1, 'DOCKER') }]
    const connections = new ConnectionSet({ bootstrap })
    try {
      const { brokers, topics } = await readMetadata(connections)
      connections.learn(brokers)
      const advertised = { host: 'kafka-internal.test', port: 29_092 }
      expect(brokers).toMatchObject([{ id: 1, ...advertised }])
      expect(topics.map(({ name }) => name)).toContain(SEEN_TOPIC)
      expect((await connections.to(advertised).versions()).apis.size).toBeGreaterThan(0)
      expect(connections.detour).toEqual({ advertised, dialled: bootstrap[0], reason: 'dns-not-found', ids: null })
    } finally {
      connections.close()
    }
  })

  test('is reached where the host map says', async () => {
    const port = lone.port(1, 'DOCKER')
    const hostMap = [{ host: 'kafka-internal.test', port: null, to: { host: '127.0.0.1', port } }]
    const seen = await lookAt({ bootstrap: [{ host: 'kafka-internal.test', port: 9092 }], hostMap })
    expect(seen).toMatchObject({ topics: expect.arrayContaining([SEEN_TOPIC]), brokers: [1] })
  })
})

test('of three bootstrap addresses the first two are dead', async () => {
  const dead = await temporaryPorts(2)
  const [, , alive] = secure.addresses('SASL_PLAINTEXT')
  const bootstrap = [...dead.map((port) => ({ host: '127.0.0.1', port })), ...(alive ? [alive] : [])]
  const sasl = { mechanism: 'plain', username: 'alice', password: 'canary-alice#plain' } as const
  const seen = await lookAt({ bootstrap, sasl })
  expect(seen).toMatchObject({ topics: expect.arrayContaining([SEEN_TOPIC]), brokers: [1, 2, 3] })
})
