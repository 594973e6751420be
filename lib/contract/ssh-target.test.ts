import { expect, test } from 'vitest'
import { readSshTarget } from './ssh-target.ts'

test.each([
  ['ada@bastion.test:2222', 'ada', 'bastion.test', 2222],
  ['ada@bastion.test', 'ada', 'bastion.test', 22],
  ['ada@[2001:db8::1]:22', 'ada', '2001:db8::1', 22],
  ['ada@corp.test@bastion.test:22', 'ada@corp.test', 'bastion.test', 22],
  ['bastion.test', '', 'bastion.test', 22],
])('%s is read as user, host and port', (text, user, host, port) => {
  expect(readSshTarget(text)).toEqual({ user, host, port })
})
