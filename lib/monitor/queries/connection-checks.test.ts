import { describe, expect, test, vi } from 'vitest'
import type { ConnectionCode, ConnectionStep } from '#lib/contract/connection.ts'
import type { ClusterAccess } from '#lib/kafka/connection/access.ts'
import type { Diagnosis } from '#lib/kafka/connection/doctor/conclude.ts'
import type { DiagnoseOptions } from '#lib/kafka/connection/doctor/diagnose.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'
import { stateOf } from '#lib/monitor/testing/snapshots.ts'
import { ConnectionChecks } from './connection-checks.ts'

const files = { java: null, librdkafka: null }
const ACCESS: ClusterAccess = { bootstrap: [{ host: 'a', port: 1 }] }
const connecting: MonitorState = { snapshot: null, failure: null, failedSinceMs: null }
const offline = (reason: ConnectionCode): MonitorState => ({
  snapshot: null,
  failure: { code: 'unreachable', message: 'it failed', reason },
  failedSinceMs: 1,
})
const refused = offline('refused')
const online = stateOf()
const nobody = () => new AbortController().signal

const step = (code?: ConnectionCode): ConnectionStep => ({
  target: 'a:1',
  kind: 'bootstrap',
  brokerId: null,
  step: 'sasl',
  status: code ? 'failed' : 'ok',
  ms: 1,
  detail: '',
  ...(code && { code }),
})

/** A doctor whose looks end when a test says so. */
function setup({ code }: { code: ConnectionCode | undefined } = { code: 'refused' }) {
  const looks: { options: DiagnoseOptions; finish: () => void }[] = []
  const look = vi.fn((_access: ClusterAccess, options: DiagnoseOptions) => {
    const { promise, resolve, reject } = Promise.withResolvers<Diagnosis>()
    options.signal?.addEventListener('abort', () => reject(options.signal?.reason))
    looks.push({ options, finish: () => resolve({ steps: [step(code)], ok: false }) })
    return promise
  })
  const reconnect = vi.fn(async () => {})
  const clock = { nowMs: 0 }
  const checks = new ConnectionChecks({ look, reconnect, now: () => clock.nowMs })
  const subject = (state: MonitorState, access = ACCESS) => ({ access, files, state, clusterId: 'reef' })
  const lookAt = async (state: MonitorState) => {
    const checked = checks.checkNow(subject(state), nobody())
    looks.at(-1)?.finish()
    return checked
  }
  return { checks, looks, look, reconnect, clock, subject, lookAt }
}

describe('reading the last look', () => {
  test('looks where there is none, once for all who ask meanwhile', async () => {
    const { checks, look, looks, subject, reconnect } = setup()
    const asked = [1, 2, 3].map(() => checks.read(subject(refused), nobody()))
    looks[0]?.finish()
    const [first] = await Promise.all(asked)
    expect(first).toMatchObject({ ok: false, checkedAt: '1970-01-01T00:00:00.000Z', access: { bootstrap: ['a:1'] } })
    expect(look).toHaveBeenCalledOnce()
    expect(reconnect).not.toHaveBeenCalled()
  })

  test.each<[string, MonitorState, ClusterAccess, number, number]>([
    ['the same', refused, ACCESS, 59_999, 1],
    ['the same, read again from its file', refused, structuredClone(ACCESS), 0, 1],
    ['a minute old, and the cluster is still away', refused, ACCESS, 60_000, 2],
    ['of another trouble', offline('timeout'), ACCESS, 0, 2],
    ['of a cluster that is no longer away', connecting, ACCESS, 0, 2],
    ['of another way to the cluster', refused, { bootstrap: [] }, 0, 2],
  ])('%s', async (_name, state, access, afterMs, count) => {
    const { checks, look, looks, subject, clock, lookAt } = setup()
    await lookAt(refused)
    clock.nowMs += afterMs
    const read = checks.read(subject(state, access), nobody())
    looks[1]?.finish()
    await read
    expect(look).toHaveBeenCalledTimes(count)
  })
})

describe('the last look at a cluster that is online', () => {
  test.each<[string, ConnectionCode | undefined, number]>([
    ['holds for long where all was well', undefined, 1],
    ['holds for a minute where something failed', 'refused', 2],
  ])('%s', async (_name, code, count) => {
    const { checks, look, looks, subject, clock, lookAt } = setup({ code })
    await lookAt(online)
    clock.nowMs += 59_999
    await checks.read(subject(online), nobody())
    expect(look).toHaveBeenCalledOnce()
    clock.nowMs++
    const read = checks.read(subject(online), nobody())
    looks[1]?.finish()
    await read
    expect(look).toHaveBeenCalledTimes(count)
  })
})

describe('a login that was refused', () => {
  test.each<[string, MonitorState, ConnectionCode | null]>([
    ['as the cluster says', offline('auth-failed'), 'auth-failed'],
    ['by the SSH host', offline('ssh-auth'), 'ssh-auth'],
    ['is not what is wrong now', refused, null],
  ])('%s', async (_name, state, attempted) => {
    const { checks, looks, subject } = setup()
    const read = checks.read(subject(state), nobody())
    looks[0]?.finish()
    await read
    expect(looks[0]?.options.attempted).toBe(attempted)
  })

  test('in the look before is not tried again by reading, however the cluster is by now', async () => {
    const { checks, looks, subject, lookAt } = setup({ code: 'auth-failed' })
    await lookAt(refused)
    void checks.read(subject(connecting), nobody())
    expect(looks[1]?.options.attempted).toBe('auth-failed')
  })

  test('may be tried in another way', async () => {
    const { checks, looks, subject, lookAt } = setup({ code: 'auth-failed' })
    await lookAt(refused)
    void checks.read(subject(refused, { bootstrap: [] }), nobody())
    expect(looks[1]?.options.attempted).toBeNull()
  })

  test('is tried again on request, also while a check without it is under way', async () => {
    const { checks, looks, subject } = setup()
    void checks.read(subject(offline('auth-failed')), nobody())
    void checks.checkNow(subject(offline('auth-failed')), nobody())
    expect(looks.map(({ options }) => options.attempted)).toEqual(['auth-failed', null])
  })
})

test('a look that another one overtook is told to who waits for it, and not kept', async () => {
  const { checks, look, looks, subject } = setup()
  const before = checks.read(subject(offline('auth-failed')), nobody())
  const asked = checks.checkNow(subject(offline('auth-failed')), nobody())
  looks[1]?.finish()
  const kept = await asked
  looks[0]?.finish()
  expect(await before).not.toBe(kept)
  expect(await checks.read(subject(offline('auth-failed')), nobody())).toBe(kept)
  expect(look).toHaveBeenCalledTimes(2)
})

describe('looking now', () => {
  test('is one look for all who ask at once, and then the cluster is connected to', async () => {
    const { checks, looks, look, subject, reconnect } = setup()
    const asked = [1, 2].map(() => checks.checkNow(subject(refused), nobody()))
    looks[0]?.finish()
    await Promise.all(asked)
    expect(look).toHaveBeenCalledOnce()
    expect(reconnect).toHaveBeenCalledOnce()
  })

  test('does not have a login tried once more that was refused just now', async () => {
    const { reconnect, lookAt } = setup({ code: 'auth-failed' })
    await lookAt(refused)
    expect(reconnect).not.toHaveBeenCalled()
  })
})

describe('whoever leaves', () => {
  test('does not end the look that another waits for; the last one does, and the next gets a look of its own', async () => {
    const { checks, looks, subject } = setup()
    const readers = [new AbortController(), new AbortController()]
    const reads = readers.map(({ signal }) => checks.read(subject(refused), signal))
    readers[0]?.abort(new Error('left'))
    await expect(reads[0]).rejects.toMatchObject({ code: 'unavailable' })
    expect(looks[0]?.options.signal?.aborted).toBe(false)
    readers[1]?.abort(new Error('left, too'))
    await expect(reads[1]).rejects.toMatchObject({ code: 'unavailable' })
    expect(looks[0]?.options.signal?.aborted).toBe(true)
    void checks.read(subject(refused), nobody())
    expect(looks).toHaveLength(2)
  })
})
