import { expect, test } from 'vitest'
import { describeOffline, isMisconfigured, isRefused, isUnusable, isWaitingForUser } from './offline-words.ts'

const NOW = Date.parse('2026-11-22T10:12:00Z')
const offlineSince = '2026-11-22T10:00:00Z'
const error = { code: 'unreachable', message: 'Cannot reach a:1: connection refused.', reason: 'refused' } as const
const silent = { status: 'offline', offlineSince, error } as const
const unknown = { asOf: null }

test('since when, what to do, what to do, and that it goes on by itself', () => {
  const note = describeOffline(silent, unknown, 'Start the broker.', NOW, 'utc')
  expect(note).toMatchObject({ title: 'The cluster is not responding.', isFinal: false })
  expect(note?.age).toMatch(/^Since \d\d:00:00, for 12\smin\s00\ss\.$/)
  expect(note?.text).toBe('Start the broker. Highwater keeps trying and reconnects when the cluster is back.')
})

test('the age of what is shown, where anything is', () => {
  expect(describeOffline(silent, { asOf: '2026-11-22T09:59:58Z' }, undefined, NOW, 'utc')?.text).toMatch(
    /The data on this page is stale since \d\d:59:58\.$/,
  )
  expect(describeOffline(silent, unknown, undefined, NOW, 'utc')?.text).not.toContain('as of')
})

test.each(['auth-failed', 'mechanism', 'ssh-auth', 'ssh-host-key'] as const)(
  'after %s nothing is tried by itself',
  (reason) => {
    const note = describeOffline({ ...silent, error: { ...error, reason } }, unknown, undefined, NOW, 'utc')
    expect(note).toMatchObject({ isFinal: true, text: expect.stringContaining('does not retry by itself') })
    expect(note?.text).not.toContain('keeps trying')
  },
)

test('another cluster in the place of the one before can be confirmed, and is told of by its id', () => {
  const message = 'a:1 now leads to another Kafka cluster: its id is x, and before it was y.'
  const note = describeOffline(
    { ...silent, error: { ...error, message, reason: 'other-cluster' } },
    unknown,
    'Check.',
    NOW,
    'utc',
  )
  expect(note).toMatchObject({ title: 'A different cluster is responding.', isReplaced: true, isFinal: false })
  expect(note?.text).toContain(message)
  expect(describeOffline(silent, unknown, undefined, NOW, 'utc')?.isReplaced).toBe(false)
})

test.each([
  ['auth-failed', true, true],
  ['ssh-auth', true, true],
  ['ssh-host-key', false, true],
  ['refused', false, false],
] as const)('%s: a refused login is %j, to give up %j', (reason, isLogin, isFinal) => {
  const cluster = { ...silent, status: 'degraded', error: { ...error, reason } } as const
  expect([isRefused(cluster), isWaitingForUser(cluster)]).toEqual([isLogin, isFinal])
})

test('an invalid configuration is not waited for, and its connection cannot be checked', () => {
  const invalid = { code: 'invalid', message: 'highwater.yaml line 3: no.', hint: 'Put it right.' } as const
  const note = describeOffline({ ...silent, error: invalid }, unknown, undefined, NOW, 'utc')
  expect(note).toMatchObject({
    title: 'The configuration of this cluster is invalid.',
    age: '',
    text: 'highwater.yaml line 3: no. Put it right.',
    isFinal: false,
    canCheck: false,
  })
})

test('a mistake in what is written now makes nothing unusable that goes on as it was', () => {
  const invalid = { code: 'invalid', message: 'highwater.yaml line 3: no.' } as const
  expect(isMisconfigured({ error: invalid })).toBe(true)
  expect(isUnusable({ status: 'online', error: invalid })).toBe(false)
  expect(isUnusable({ status: 'offline', error: invalid })).toBe(true)
  expect(isWaitingForUser({ status: 'offline', error: invalid })).toBe(true)
  expect(isWaitingForUser({ status: 'online', error: invalid })).toBe(false)
  expect(isUnusable(silent)).toBe(false)
})

test('another machine in the place of the SSH host is no wrong login', () => {
  const note = describeOffline(
    { ...silent, error: { ...error, reason: 'ssh-host-key' } },
    unknown,
    undefined,
    NOW,
    'utc',
  )
  expect(note?.text).not.toContain('account')
})

test('without advice of the doctor, the message and the hint of the error', () => {
  const note = describeOffline({ ...silent, error: { ...error, hint: 'Look there.' } }, unknown, undefined, NOW, 'utc')
  expect(note?.text).toMatch(/^Cannot reach a:1: connection refused\. Look there\. Highwater/)
})

test.each(['online', 'degraded', 'connecting'] as const)('nothing where it is %s', (status) => {
  expect(describeOffline({ ...silent, status }, unknown, undefined, NOW, 'utc')).toBeNull()
})

test('a clock that is behind makes no negative age', () => {
  expect(describeOffline(silent, unknown, undefined, Date.parse(offlineSince) - 5_000, 'utc')?.age).toMatch(
    /for 0\.0\ss\./,
  )
})
