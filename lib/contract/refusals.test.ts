import { expect, test } from 'vitest'
import { connectionCodes } from './connection.ts'
import { isRefusal } from './refusals.ts'

test('only a refused login, or an SSH host with a changed key, is not retried automatically', () => {
  expect(connectionCodes.filter(isRefusal)).toEqual(['auth-failed', 'mechanism', 'ssh-auth', 'ssh-host-key'])
  expect(isRefusal(undefined)).toBe(false)
})
