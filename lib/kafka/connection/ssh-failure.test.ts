import { expect, test } from 'vitest'
import type { SshAccess } from './access.ts'
import { hostKeyRefused, toSshFailure, toTargetFailure } from './ssh-failure.ts'

const ssh: SshAccess = {
  host: 'bastion',
  port: 22,
  username: 'reef',
  password: 'fake-canary',
  privateKey: 'fake-canary',
  passphrase: 'fake-canary',
  agent: null,
  knownHosts: '',
}
const target = { host: 'kafka-1', port: 9092 }
const opening = (reason: number, text: string) =>
  Object.assign(new Error(`(SSH) Channel open failure: ${text}`), { reason })

test.each([
  ['refused it', opening(2, 'Connection refused'), 'refused', 'from the SSH host bastion:22: connection refused'],
  ['does not know the name', opening(2, 'Name or service not known'), 'dns-not-found', 'not known there'],
  ['could not resolve it', opening(2, 'Temporary failure in name resolution'), 'dns-not-found', 'not known there'],
  ['got no answer', opening(2, 'Connection timed out'), 'timeout', 'no answer'],
  ['has no route', opening(2, 'No route to host'), 'unreachable', 'kafka-1:9092'],
  ['allows no forwarding', opening(1, 'open failed'), 'unreachable', 'AllowTcpForwarding'],
])('a target of which the SSH host says that it %s', (_name, error, code, words) => {
  const failure = toTargetFailure(error, target, ssh)
  expect(failure).toMatchObject({ code, address: target })
  expect(failure.message).toContain(words)
})

const withLevel = (level: string) => Object.assign(new Error('ssh2 says'), { level })
const withCode = (code: string) => Object.assign(new Error('Node says'), { code, level: 'client-socket' })

test.each([
  [withLevel('client-authentication'), 'ssh-auth', 'refused the key and the password of the user "reef"'],
  [withLevel('client-timeout'), 'timeout', 'does not answer'],
  [withCode('ECONNREFUSED'), 'refused', 'connection refused'],
  [withCode('ENOTFOUND'), 'dns-not-found', 'not known here'],
  [withCode('ECONNRESET'), 'closed', 'ended the connection'],
])('%s on the way to the SSH host is %s', (error, code, words) => {
  const failure = toSshFailure(error, ssh)
  expect(failure).toMatchObject({ code, address: { host: 'bastion', port: 22 } })
  expect(failure.message).toContain(words)
  expect(failure.message).not.toContain('canary')
})

test('without any means to log in, that is what is said', () => {
  const bare = { ...ssh, password: null, privateKey: null }
  expect(toSshFailure(withLevel('client-authentication'), bare).message).toContain('none is configured')
})

test.each([
  ['unknown', 'which is not known'],
  ['changed', 'CHANGED'],
  ['revoked', 'Do not use'],
] as const)('a host key that is %s is refused with its fingerprint', (verdict, words) => {
  const key = Buffer.from('\0\0\0\x0bssh-ed25519rest', 'latin1')
  const { code, message } = hostKeyRefused(ssh, key, verdict)
  expect(code).toBe('ssh-host-key')
  expect(message).toContain(words)
  expect(message).toMatch(/SHA256:/)
  expect(message.includes('bastion ssh-ed25519 ')).toBe(verdict !== 'revoked')
})
