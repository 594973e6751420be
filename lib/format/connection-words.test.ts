import { describe, expect, test } from 'vitest'
import { plainClient } from '#lib/commands/testing/client.ts'
import { type ConnectionStep, connectionCodes, connectionStepNames } from '#lib/contract/connection.ts'
import {
  type CurrentState,
  describeVerdict,
  findBrokerId,
  findCause,
  findSameAdvice,
  findSameTargets,
  formatStepTime,
  isObsolete,
  joinUntried,
  readTargets,
  stepNames,
} from './connection-words.ts'

function step(change: Partial<ConnectionStep>): ConnectionStep {
  return {
    target: 'a:1',
    kind: 'bootstrap',
    brokerId: null,
    step: 'tcp',
    status: 'ok',
    ms: 2,
    detail: '',
    ...change,
  }
}

const answered = step({ step: 'metadata' })
const broker = (id: number, change: Partial<ConnectionStep> = {}) =>
  step({ target: `b${id}:1`, kind: 'advertised', brokerId: id, ...change })
const refused = { status: 'failed', code: 'refused', advice: 'Start it.' } as const

describe('the verdict', () => {
  test.each<[string, readonly ConnectionStep[], boolean, object]>([
    ['all is well', [answered, broker(1), broker(2)], true, { tone: 'ok', title: 'Connected.', text: /All 2 brokers/ }],
    ['one broker', [answered, broker(1)], true, { tone: 'ok', text: /The broker can be reached at the advertised/ }],
    ['something is slow', [answered, broker(1, { status: 'slow' })], true, { tone: 'warn', title: /slowly/ }],
    [
      'a spare address is dead',
      [step({ target: 'z:1', ...refused }), answered, broker(1)],
      true,
      { tone: 'warn', title: 'Connected, but not through every address: nothing listens at z:1.' },
    ],
    [
      'a broker is lost',
      [answered, broker(1), broker(2, refused)],
      false,
      {
        tone: 'bad',
        title: 'The cluster answers, but nothing listens at b2:1.',
        text: /^1 of 2 brokers cannot be reached/,
      },
    ],
    [
      'nothing answers',
      [step(refused), step({ step: 'metadata', status: 'skipped', ms: null })],
      false,
      { tone: 'bad', title: 'Not connected: nothing listens at a:1.' },
    ],
    [
      'the SSH host is silent',
      [step({ status: 'failed', step: 'ssh', code: 'timeout', about: 'bastion:22' })],
      false,
      { tone: 'bad', title: 'Not connected: bastion:22 does not answer.' },
    ],
    [
      'a failure without a code',
      [step({ status: 'failed', step: 'tls' })],
      false,
      { tone: 'bad', title: 'Not connected: TLS failed at a:1.' },
    ],
    [
      'the only broker is lost',
      [answered, broker(1, { status: 'failed', code: 'advertised-unreachable' })],
      false,
      {
        title: 'The cluster answers, but it advertises b1:1, which cannot be reached from here.',
        text: /^No broker can be reached at the address that it advertises/,
      },
    ],
    ['nothing was tried', [], false, { tone: 'bad', title: 'Not connected: not every step could be completed.' }],
  ])('%s', (_what, steps, ok, expected) => {
    expect(describeVerdict({ steps: [...steps], ok })).toMatchObject(
      Object.fromEntries(
        Object.entries(expected).map(([key, value]) => [
          key,
          value instanceof RegExp ? expect.stringMatching(value) : value,
        ]),
      ),
    )
  })

  test.each(connectionCodes)('%s is said in words', (code) => {
    const { title } = describeVerdict({ steps: [step({ status: 'failed', code })], ok: false })
    expect(title).toMatch(/^Not connected: [a-z].{10,}\.$/)
    expect(title).not.toContain(code.includes('-') ? code : '\0')
  })
})

describe('a broker that is used where it was found', () => {
  test.each([
    ['advertised-unreachable', 'which does not lead to it from here'],
    ['other-cluster', 'where another cluster answers'],
  ] as const)('is no outage: %s', (code, what) => {
    const lost = broker(1, { status: 'failed', code })
    expect(describeVerdict({ steps: [answered, lost], ok: true })).toEqual({
      tone: 'warn',
      title: `The broker advertises b1:1, ${what}; Highwater uses a:1 instead.`,
      text: 'Other clients on this machine will not be able to connect this way.',
    })
    expect(describeVerdict({ steps: [answered, lost], ok: false }).title).toMatch(/^The cluster answers, but/)
  })
})

describe('beside what is known of the cluster by now', () => {
  const misleading = { field: 'bootstrap', code: 'advertised-unreachable', message: '' }
  const later = '2026-11-22T10:00:09Z'
  const online: CurrentState = { status: 'online', asOf: later, problems: [] }

  test.each<[string, boolean, Partial<CurrentState>, boolean]>([
    ['failed, and the cluster has answered since', false, {}, true],
    ['was good', true, {}, false],
    ['failed, and the cluster has not answered since', false, { asOf: '2026-11-22T09:00:00Z' }, false],
    ['failed, and not all is well', false, { status: 'degraded' }, false],
    ['failed, and the cluster is only reached by a detour', false, { problems: [misleading] }, false],
  ])('a check that %s', (_what, ok, change, expected) => {
    const check = { steps: [], ok, access: plainClient(['a:1']), checkedAt: '2026-11-22T10:00:00Z' }
    expect(isObsolete(check, { ...online, ...change })).toBe(expected)
    expect(isObsolete(check, undefined)).toBe(false)
  })
})

describe('the cause', () => {
  test('is a broker rather than a spare address, once the cluster answers', () => {
    const lost = broker(2, refused)
    expect(findCause([step({ target: 'z:1', ...refused }), answered, lost])).toBe(lost)
    expect(findCause([step({ target: 'z:1', ...refused }), answered])?.target).toBe('z:1')
  })

  test('is the first that something can be done about', () => {
    const helped = step({ target: 'b:1', ...refused })
    expect(findCause([step({ status: 'failed' }), helped])).toBe(helped)
    expect(findCause([answered])).toBeNull()
  })
})

test('targets: as configured first, then brokers by their number; the worst step is theirs', () => {
  const steps = [
    broker(10),
    broker(2, { status: 'slow' }),
    step({ ms: 3 }),
    step({ step: 'dns', status: 'failed', ms: 4 }),
  ]
  expect(readTargets(steps).map(({ address, status, ms }) => [address, status, ms])).toEqual([
    ['a:1', 'failed', 7],
    ['b2:1', 'slow', 2],
    ['b10:1', 'ok', 2],
  ])
  expect(readTargets([step({ status: 'skipped', ms: null })])).toMatchObject([{ status: 'skipped', ms: null }])
})

test('of a broker that is reached by another address, none is lost', () => {
  const steps = [answered, step({ target: 'c:1', brokerId: 1 }), broker(1, refused), broker(2, refused)]
  expect(describeVerdict({ steps, ok: false }).text).toMatch(/^1 of 2 brokers/)
})

test('what was never tried stands together, as long as it is for the same reason', () => {
  const untried = { status: 'skipped', ms: null, detail: 'failed before' } as const
  const steps = [
    step({ step: 'dns' }),
    step({ step: 'ssh', ...untried, detail: 'not configured' }),
    step({ step: 'tcp', ...refused }),
    step({ step: 'tls', ...untried }),
    step({ step: 'sasl', ...untried }),
  ]
  expect(joinUntried(steps).map((group) => group.map((each) => each.step))).toEqual([
    ['dns'],
    ['ssh'],
    ['tcp'],
    ['tls', 'sasl'],
  ])
})

describe('advice that holds for several', () => {
  const [a, b, c] = [step(refused), broker(2, refused), broker(3, { ...refused, fix: 'x=y' })]
  const steps = [a, b, c]

  test('is given once, the others point to it', () => {
    expect(steps.map((each) => findSameAdvice(each, steps, null)?.target)).toEqual([undefined, 'a:1', undefined])
    expect(steps.map((each) => findSameAdvice(each, steps, b)?.target)).toEqual(['b2:1', undefined, undefined])
    expect(findSameAdvice(step({}), steps, a)).toBeNull()
  })

  test('names where else it holds', () => {
    expect(findSameTargets(b, steps)).toEqual(['a:1'])
    expect(findSameTargets(c, steps)).toEqual([])
  })
})

test.each<[string, number | null, number | null]>([
  ['kafka-1:9092', null, 1],
  ['KAFKA-1:9092', null, 1],
  ['[::1]:9093', null, 2],
  ['elsewhere:9092', null, null],
  ['kafka-1:9092', 7, 7],
  ['twice:1', null, null],
])('the broker at %s, which the step calls %j, is %j', (address, brokerId, id) => {
  const brokers = [
    { id: 1, host: 'kafka-1', port: 9092 },
    { id: 2, host: '::1', port: 9093 },
    { id: 3, host: 'twice', port: 1 },
    { id: 4, host: 'twice', port: 1 },
    { id: 5, host: null, port: null },
  ]
  expect(findBrokerId({ address, brokerId }, brokers)).toBe(id)
})

test('the steps are those of the contract', () => {
  expect(stepNames).toEqual(connectionStepNames)
})

test.each([
  [0.2, '<1 ms'],
  [12.4, '12 ms'],
  [999, '999 ms'],
  [2_140, '2.1 s'],
])('%d ms is %s', (ms, text) => {
  expect(formatStepTime(ms)).toBe(text)
})
