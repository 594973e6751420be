import { expect, test } from 'vitest'
import { connectionCodes } from './connection.ts'
import { isRefusal } from './refusals.ts'

test('only a refused login, or an SSH host with another key, waits until somebody asks', () => {
  expect(connectionCodes.filter(isRefusal)).toEqual(['auth-failed', 'mechanism', 'ssh-auth', 'ssh-host-key'])
  expect(isRefusal(undefined)).toBe(false)
})
