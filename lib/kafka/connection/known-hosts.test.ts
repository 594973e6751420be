import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { fingerprint, judgeHostKey, knownHostsLine, knownKeyTypes } from './known-hosts.ts'

/** A key as it is on the wire: its type, and something. */
function keyOf(type: string, text: string): Buffer {
  const fields = [type, text].flatMap((field) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(field.length)
    return [length, Buffer.from(field)]
  })
  return Buffer.concat(fields)
}

const bastion = { host: 'Bastion.example', port: 22 }
const elsewhere = { host: 'bastion.example', port: 2222 }
const key = keyOf('ssh-ed25519', 'the key')
const other = keyOf('ssh-ed25519', 'another key')
const rsa = keyOf('ssh-rsa', 'a key of another type')

const line = (hosts: string, shown = key) =>
  `${hosts} ${shown.subarray(4, 4 + shown.readUInt32BE(0))} ${shown.toString('base64')} comment`

function hashed(name: string, shown = key): string {
  const salt = Buffer.alloc(20, 7)
  const hash = createHmac('sha1', salt).update(name).digest('base64')
  return line(`|1|${salt.toString('base64')}|${hash}`, shown)
}

describe('a host key', () => {
  test.each([
    ['named plainly', line('bastion.example'), bastion, 'known'],
    ['among several names', line('jump,bastion.example,10.0.0.1'), bastion, 'known'],
    ['by a pattern', line('*.example'), bastion, 'known'],
    ['by a pattern that leaves it out', line('*.example,!bastion.example'), bastion, 'unknown'],
    ['of another host', line('other.example'), bastion, 'unknown'],
    ['with its port', line('[bastion.example]:2222'), elsewhere, 'known'],
    ['with another port', line('[bastion.example]:2200'), elsewhere, 'unknown'],
    ['without its port', line('bastion.example'), elsewhere, 'known'],
    ['that differs from one without a port', line('bastion.example', other), elsewhere, 'unknown'],
    ['under a hashed name', hashed('bastion.example'), bastion, 'known'],
    ['under a hashed name with a port', hashed('[bastion.example]:2222'), elsewhere, 'known'],
    ['under the hash of another name', hashed('other.example'), bastion, 'unknown'],
    ['that differs from the one known', line('bastion.example', other), bastion, 'changed'],
    [
      'that differs from the one of several that has its type',
      `${line('bastion.example', other)}\n${line('bastion.example', rsa)}`,
      bastion,
      'changed',
    ],
    ['of a type that is new', line('bastion.example', rsa), bastion, 'unknown'],
    [
      'beside another of the same type',
      `${line('bastion.example', other)}\n${line('bastion.example')}`,
      bastion,
      'known',
    ],
    ['that is revoked', `${line('bastion.example')}\n@revoked ${line('*')}`, bastion, 'revoked'],
    ['that a CA would have to sign', `@cert-authority ${line('*.example')}`, bastion, 'unknown'],
    ['in a comment', `# ${line('bastion.example')}`, bastion, 'unknown'],
    ['where nothing is known', '', bastion, 'unknown'],
    ['beside lines that are none', `\nrubbish\n|1|x\n|2|a|b t k\n${line('bastion.example')}\r\n`, bastion, 'known'],
  ] as const)('%s', (_name, knownHosts, host, verdict) => {
    expect(judgeHostKey(knownHosts, host, key)).toBe(verdict)
  })

  test('is made known by the line that is printed', () => {
    expect(judgeHostKey(knownHostsLine(elsewhere, key), elsewhere, key)).toBe('known')
    expect(knownHostsLine(elsewhere, key)).toMatch(/^\[bastion\.example\]:2222 ssh-ed25519 /)
  })

  test('has the fingerprint that ssh-keygen shows: base64 without padding', () => {
    expect(fingerprint(key)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
  })
})

test('the types that are known of a host are those of its own lines', () => {
  const lines = [line('bastion.example'), line('bastion.example', rsa), line('other', keyOf('ecdsa', 'x'))].join('\n')
  expect(knownKeyTypes(lines, bastion)).toEqual(['ssh-ed25519', 'ssh-rsa'])
})
