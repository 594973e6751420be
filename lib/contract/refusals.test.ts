import { expect, test } from 'vitest'
import { connectionCodes } from './connection.ts'
import { isRefusal } from './refusals.ts'

test('only who is not let in is not tried again', () => {
  expect(connectionCodes.filter(isRefusal)).toEqual(['auth-failed', 'mechanism', 'ssh-auth', 'ssh-host-key'])
  expect(isRefusal(undefined)).toBe(false)
})
