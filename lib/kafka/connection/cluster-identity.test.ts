import http from 'node:http'
import net from 'node:net'
import { describe, expect, test } from 'vitest'
import { type Address, ConnectionFailure, findCause, formatAddress } from '#lib/kafka/failure.ts'
import { metadata } from '#lib/kafka/protocol/metadata.ts'
import { ConnectionSet } from './connection-set.ts'
import { ask, DEADLINE_MS, failureOf, identity, kept, sasl, setOf, start, tls } from './testing/connection-sets.ts'
import { listen } from './testing/servers.ts'

const METADATA = '3 4'
const API_VERSIONS = '18 4'
const CONFIRM = '18 5'
const askAny = (set: ConnectionSet) => set.sendToAny(metadata, { topics: null }, DEADLINE_MS)
const named = (id: number, { host, port }: Address) => ({ id, host, port })

describe('a broker of another cluster', () => {
  test('is not used: it is asked which cluster it is of, and nothing else', async () => {
    const [own, other, third] = [await start(), await start({ clusterId: 'stranger' }), await start()]
    const set = setOf({ bootstrap: [own.address] })
    await askAny(set)
    set.learn([named(1, other.address), named(2, third.address)])
    const failure = await failureOf(ask(set, other.address))
    expect(failure).toMatchObject({ code: 'other-cluster', ids: { own: 'fake', other: 'stranger' } })
    for (const fact of [formatAddress(other.address), formatAddress(own.address), 'fake', 'stranger']) {
      expect(failure).toHaveProperty('message', expect.stringContaining(fact))
    }
    expect(failure).toHaveProperty(
      'message',
      expect.stringContaining(
        `broker 1 is reached from here: hostMap: { "${formatAddress(other.address)}": "HOST:PORT" }`,
      ),
    )
    expect(other.requests).toEqual([API_VERSIONS, METADATA])
    await expect.poll(() => other.sockets.size).toBe(0)
    await expect(ask(set, third.address)).resolves.toBeDefined()
  })

  test('is told apart after the login, over TLS', async () => {
    const [own, other] = [await start({ identity }), await start({ identity, clusterId: 'stranger' })]
    const set = setOf({ bootstrap: [own.address], tls, sasl })
    await askAny(set)
    expect(await failureOf(ask(set, other.address))).toMatchObject({ code: 'other-cluster' })
    expect(other.requests.at(-1)).toBe(METADATA)
  })

  test('behind the second of two configured addresses is not used either', async () => {
    const [own, other] = [await start(), await start({ clusterId: 'stranger' })]
    const set = setOf({ bootstrap: [own.address, other.address] })
    await askAny(set)
    const failure = await failureOf(ask(set, other.address))
    expect(failure).toHaveProperty('message', expect.stringContaining('All configured addresses must lead to the same'))
  })

  test('that takes the place of the one before is not used after reconnecting, until another set is made', async () => {
    const own = await start()
    const { port } = own.address
    const set = setOf({ bootstrap: [own.address] })
    await ask(set, own.address)
    own.close()
    const other = await start({ clusterId: 're-created', port })
    await expect.poll(() => set.to(own.address).isOpen).toBe(false)
    const failure = await failureOf(askAny(set))
    expect(failure).toHaveProperty('errors.0.code', 'other-cluster')
    expect(failure).toHaveProperty(
      'errors.0.message',
      expect.stringMatching(/now leads to .*re-created.* before it was fake\..* until you confirm/),
    )
    expect(other.requests).toEqual([API_VERSIONS, METADATA])
    await expect(askAny(setOf({ bootstrap: [own.address] }))).resolves.toMatchObject({ clusterId: 're-created' })
  })

  test('is not used from the first, where the cluster is known from before', async () => {
    const other = await start({ clusterId: 'stranger' })
    const set = kept(new ConnectionSet({ bootstrap: [other.address] }, { clusterId: 'fake' }))
    expect(await failureOf(ask(set, other.address))).toMatchObject({ code: 'other-cluster' })
  })

  test('cannot be told where it names none, as gateways do', async () => {
    const [own, gateway] = [await start(), await start({ clusterId: null })]
    const set = setOf({ bootstrap: [own.address] })
    await askAny(set)
    await expect(ask(set, gateway.address)).resolves.toMatchObject({ clusterId: null })
  })
})

test('of addresses that all fail, a configured one is named, where another cluster answers before any other', async () => {
  const [own, advertised] = [await start(), await start()]
  const set = setOf({ bootstrap: [own.address, { host: '127.0.0.1', port: 1 }] })
  await askAny(set)
  set.learn([named(1, advertised.address), named(2, { host: 'kafka.invalid', port: 1 })])
  own.close()
  advertised.close()
  const codeOf = async () => findCause(await failureOf(askAny(set)), ConnectionFailure)
  await expect.poll(codeOf).toMatchObject({ code: 'refused', address: own.address })
  const { port } = own.address
  await start({ clusterId: 'stranger', port })
  expect(await codeOf()).toMatchObject({ code: 'other-cluster', address: own.address })
})

describe('a broker that says itself whether it is meant', () => {
  test('is asked that alone', async () => {
    const broker = await start({ nodeId: 1 })
    const set = setOf({ bootstrap: [broker.address] })
    await askAny(set)
    set.learn([named(1, broker.address)])
    const before = [API_VERSIONS, METADATA, METADATA]
    expect(broker.requests).toEqual(before)
    await ask(set, broker.address, 'probe')
    expect(broker.requests).toEqual([...before, API_VERSIONS, CONFIRM, METADATA])
  })

  test('and is another one of this cluster, is not used', async () => {
    const [first, second] = [await start({ nodeId: 1 }), await start({ nodeId: 2 })]
    const set = setOf({ bootstrap: [first.address] })
    await askAny(set)
    set.learn([named(2, first.address), named(1, second.address)])
    const failure = await failureOf(ask(set, second.address))
    expect(failure).toMatchObject({ code: 'other-broker', message: expect.stringContaining('than broker 1') })
    expect(second.requests).toEqual([API_VERSIONS, CONFIRM, METADATA])
  })

  test('and is of another cluster, is named by its id all the same', async () => {
    const [own, other] = [await start({ nodeId: 1 }), await start({ nodeId: 1, clusterId: 'stranger' })]
    const set = setOf({ bootstrap: [own.address] })
    await askAny(set)
    set.learn([named(1, other.address), named(2, own.address)])
    expect(await failureOf(ask(set, other.address))).toMatchObject({
      code: 'other-cluster',
      ids: { other: 'stranger' },
    })
  })
})

describe('the only broker is used where it was found', () => {
  test('where another Kafka has the port that it advertises', async () => {
    const [own, other] = [await start(), await start({ clusterId: 'stranger' })]
    const set = setOf({ bootstrap: [own.address] })
    await askAny(set)
    set.learn([named(1, other.address)])
    await expect(ask(set, other.address)).resolves.toMatchObject({ clusterId: 'fake' })
    expect(set.detour).toEqual({
      advertised: other.address,
      dialled: own.address,
      reason: 'other-cluster',
      ids: { own: 'fake', other: 'stranger' },
    })
    expect(other.requests).toEqual([API_VERSIONS, METADATA])
    await expect.poll(() => other.sockets.size).toBe(0)
  })

  test.each<[string, () => net.Server, string]>([
    ['a web server', () => http.createServer(), 'not-kafka'],
    [
      'what greets as SSH does',
      () => net.createServer((socket) => void socket.resume().write('SSH-2.0-sshd\r\n')),
      'not-kafka',
    ],
    ['what hangs up', () => net.createServer((socket) => socket.destroy()), 'closed'],
    ['what says nothing', () => net.createServer((socket) => void socket.resume()), 'timeout'],
  ])('where %s has the port that it advertises', async (_what, make, reason) => {
    const [own, stranger] = [await start(), kept(await listen(make()))]
    const set = setOf({ bootstrap: [own.address] })
    await askAny(set)
    set.learn([named(1, stranger.address)])
    await expect(ask(set, stranger.address)).resolves.toMatchObject({ clusterId: 'fake' })
    expect(set.detour).toMatchObject({ dialled: own.address, reason })
    await expect.poll(() => stranger.sockets.size).toBe(0)
  })

  test('not where a broker is there that refuses the login', async () => {
    const [own, other] = [await start({ password: 'fake-password' }), await start({ password: 'another' })]
    const set = setOf({ bootstrap: [own.address], sasl })
    await askAny(set)
    set.learn([named(1, other.address)])
    expect(await failureOf(ask(set, other.address))).toMatchObject({ code: 'auth-failed' })
    expect(set.detour).toBeNull()
  })
})
