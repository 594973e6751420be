import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Address } from '#lib/kafka/failure.ts'

// The known_hosts files of OpenSSH, see sshd(8): one line for each key of a host.

const SSH_PORT = 22

export type HostKeyVerdict = 'known' | 'unknown' | 'changed' | 'revoked'

interface Entry {
  readonly marker: string | null
  readonly hosts: string
  readonly type: string
  readonly key: string
}

/** What is known of a host key that was shown, given the lines of the known_hosts files. */
export function judgeHostKey(knownHosts: string, host: Address, key: Buffer): HostKeyVerdict {
  const shown = key.toString('base64')
  const ofHost = entriesOf(knownHosts, hostName(host))
  if (parse(knownHosts).some((entry) => entry.marker === '@revoked' && entry.key === shown)) return 'revoked'
  if (ofHost.some((entry) => entry.key === shown)) return 'known'
  // As OpenSSH does: a key that is known without the port is as good, but no reason to call another one changed.
  if (entriesOf(knownHosts, host.host.toLowerCase()).some((entry) => entry.key === shown)) return 'known'
  return ofHost.some((entry) => entry.type === keyType(key)) ? 'changed' : 'unknown'
}

/** The types of the keys that are known of a host, so that it is asked for one of these. */
export function knownKeyTypes(knownHosts: string, host: Address): string[] {
  const entries = [...entriesOf(knownHosts, hostName(host)), ...entriesOf(knownHosts, host.host.toLowerCase())]
  return [...new Set(entries.map(({ type }) => type))]
}

export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

/** The line that makes the key known. */
export function knownHostsLine(host: Address, key: Buffer): string {
  return `${hostName(host)} ${keyType(key)} ${key.toString('base64')}`
}

/** A key in the format of the wire begins with its type. */
function keyType(key: Buffer): string {
  return key.subarray(4, 4 + key.readUInt32BE(0)).toString('latin1')
}

function hostName({ host, port }: Address): string {
  return (port === SSH_PORT ? host : `[${host}]:${port}`).toLowerCase()
}

function entriesOf(knownHosts: string, name: string): Entry[] {
  return parse(knownHosts).filter(({ marker, hosts }) => marker === null && isOf(hosts, name))
}

function parse(knownHosts: string): Entry[] {
  return knownHosts.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/)
    const marker = fields[0]?.startsWith('@') ? (fields.shift() ?? null) : null
    const [hosts, type, key] = fields
    return hosts && !hosts.startsWith('#') && type && key ? [{ marker, hosts, type, key }] : []
  })
}

function isOf(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return isHashOf(hosts, name)
  const patterns = hosts.toLowerCase().split(',')
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1))
  if (excluded.some((pattern) => fits(pattern, name))) return false
  return patterns.some((pattern) => !pattern.startsWith('!') && fits(pattern, name))
}

/** `|1|salt|hash`, with the HMAC-SHA1 of the name. */
function isHashOf(hosts: string, name: string): boolean {
  const [, version, salt, hash] = hosts.split('|')
  if (version !== '1' || !salt || !hash) return false
  const expected = Buffer.from(hash, 'base64')
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest()
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

/** `*` stands for any characters, `?` for one. */
function fits(pattern: string, name: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(name)
}
