import { afterEach, beforeAll, expect, test } from 'vitest'
import type { KafkaCluster } from '#demo/cluster.ts'
import { SECURE_KAFKA_VERSION, type SecureCluster, secureCluster } from '#demo/secure-cluster.ts'
import { testCluster } from '#demo/test-cluster.ts'
import { parseAddresses } from '#lib/clusters/addresses.ts'
import { readMetadata } from '#lib/kafka/admin/cluster.ts'
import { findCause } from '#lib/kafka/failure.ts'
import { apiVersions } from '#lib/kafka/protocol/api-versions.ts'
import { OtherCluster } from './cluster-identity.ts'
import { ConnectionSet } from './connection-set.ts'
import { check } from './doctor/testing/diagnosis.ts'
import { failureOf, kept } from './testing/connection-sets.ts'

// Two real clusters. What the first advertises is a proxy for each broker, which may lead to the other, as tunnels do.

const DEADLINE_MS = 120_000
const [MAJOR = 0, MINOR = 0] = SECURE_KAFKA_VERSION.split('.').map(Number)
const brokersConfirm = MAJOR > 4 || (MAJOR === 4 && MINOR >= 4)

let secure: SecureCluster
let other: KafkaCluster
beforeAll(async () => {
  // One after the other, as six brokers that start at once wait for each other.
  secure = await secureCluster()
  other = await testCluster()
})

const home = () => secure.addresses('PROXIED')
const lead = (at: number, to = home()[at]) => {
  const proxy = secure.proxies[at]
  if (proxy && to) proxy.leadTo(to)
}
afterEach(() => {
  for (const at of secure.proxies.keys()) lead(at)
})

async function connect() {
  const [first] = home()
  const set = kept(new ConnectionSet({ bootstrap: first ? [first] : [] }))
  const { brokers } = await readMetadata(set, [])
  set.learn(brokers)
  const versionsOf = (id: number) => {
    const broker = brokers.find((one) => one.id === id)
    if (!broker) throw new Error(`there is no broker ${id}`)
    return set.to(broker, 'bulk').send(apiVersions, undefined, DEADLINE_MS)
  }
  return { set, versionsOf }
}

test('a broker of the other cluster is not used, also after reconnecting, and its neighbours are', async () => {
  const [stranger] = parseAddresses(other.bootstrap)
  lead(1, stranger)
  const { set, versionsOf } = await connect()
  const { clusterId } = await readMetadata(kept(new ConnectionSet({ bootstrap: stranger ? [stranger] : [] })), [])
  const failure = findCause(await failureOf(versionsOf(2)), OtherCluster)
  expect(failure?.ids).toEqual({ own: set.clusterId, other: clusterId })
  expect(failure?.message).toContain('hostMap')
  await expect(versionsOf(1)).resolves.toBeDefined()
  await expect(versionsOf(3)).resolves.toBeDefined()
  lead(1)
  await expect(versionsOf(2)).resolves.toBeDefined()
  lead(2, stranger)
  secure.proxies[2]?.cut()
  await expect
    .poll(async () => findCause(await failureOf(versionsOf(3)), OtherCluster), { timeout: 60_000 })
    .not.toBeNull()
})

test.runIf(brokersConfirm)('another broker of the same cluster says that it is not the one that is meant', async () => {
  lead(1, home()[2])
  const { versionsOf } = await connect()
  expect(await failureOf(versionsOf(2))).toMatchObject({ code: 'other-broker' })
  await expect(versionsOf(3)).resolves.toBeDefined()
})

test('the check names both clusters', async () => {
  const [stranger] = parseAddresses(other.bootstrap)
  lead(1, stranger)
  const { steps, ok } = await check({ bootstrap: home().slice(0, 1) })
  expect(ok).toBe(false)
  const failed = steps.filter(({ status }) => status === 'failed')
  expect(failed).toMatchObject([{ brokerId: 2, step: 'metadata', code: 'other-cluster' }])
  expect(failed[0]?.fix).toContain('HOST:PORT')
})
