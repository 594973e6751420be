import { expect, test } from 'vitest'
import type { ConnectionCode } from '#lib/contract/connection.ts'
import { assertLoginNotRefused } from './refused-login.ts'

const message = 'a:1 refused the password of the user "reef" (PLAIN).'
const failedBy = (reason?: ConnectionCode) => ({
  failure: { code: 'unreachable', message, ...(reason && { reason }) } as const,
})

test.each<ConnectionCode>(['auth-failed', 'mechanism', 'ssh-auth', 'ssh-host-key'])(
  'after %s nobody else connects, and they are told why',
  (reason) => {
    expect(() => assertLoginNotRefused(failedBy(reason))).toThrow(
      expect.objectContaining({ code: 'unreachable', message }),
    )
  },
)

test.each([
  ['all is well', { failure: null }],
  ['the brokers are away', failedBy('refused')],
  ['the failure is not one of connecting', failedBy()],
])('where %s they may try', (_name, state) => {
  expect(() => assertLoginNotRefused(state)).not.toThrow()
})
