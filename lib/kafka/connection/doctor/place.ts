import net from 'node:net'
import { sshCommand } from '#lib/commands/ssh.ts'
import { quote } from '#lib/commands/words.ts'
import { readSshTarget } from '#lib/contract/ssh-target.ts'
import { type Address, formatAddress } from '#lib/kafka/failure.ts'
import type { Place } from './fault.ts'

/** Whom the step was about: the broker or, at the SSH step, the host in between. */
export function sought({ step, target, access }: Place): Address {
  if (step !== 'ssh' || access.ssh === null) return target
  const { host, port } = readSshTarget(access.ssh)
  return { host, port }
}

export function nameOf(place: Place): string {
  const address = formatAddress(sought(place))
  if (place.step === 'ssh') return `The SSH host ${address}`
  return place.brokerId === null ? address : `Broker ${place.brokerId} (${address})`
}

/** The same inside a sentence. */
export function nameInside(place: Place): string {
  return nameOf(place).replace(/^(?:Broker|The)(?= )/, (word) => word.toLowerCase())
}

/** Whether the address is tried from the SSH host, so that names and ways are those of that host. */
export function isBehindSsh({ step, access }: Place): boolean {
  return access.ssh !== null && step !== 'ssh'
}

/** From where it is looked at. */
export function hereOf(place: Place, preposition: 'on' | 'from' = 'on'): string {
  return `${preposition} ${isBehindSsh(place) ? 'the SSH host' : 'the machine that Highwater runs on'}`
}

interface ShellWords {
  readonly host: string
  readonly port: number
  /** Both, as most programs take them. */
  readonly address: string
}

/** A command about the address; none where the name, which the cluster may have told, is no plain one. */
export function inShell(place: Place, write: (words: ShellWords) => string): { fix?: string } {
  const { host, port } = sought(place)
  const isPlain = net.isIP(host) !== 0 || /^[\p{L}\d_][\p{L}\d_.-]*$/u.test(host)
  return isPlain ? { fix: write({ host, port, address: formatAddress({ host, port }) }) } : {}
}

/** The same, run from where the address is tried: through SSH, on that host. */
export function fromHere(place: Place, write: (words: ShellWords) => string): { fix?: string } {
  const { fix } = inShell(place, write)
  return fix !== undefined && isBehindSsh(place) ? loginByHand(place, fix) : { ...(fix !== undefined && { fix }) }
}

/** The SSH login by hand; none where a name of it could be taken for an option. */
export function loginByHand({ access }: Place, command: string): { fix?: string } {
  const { user, host } = readSshTarget(access.ssh ?? '')
  const isPlain = /^[\w.:-]+$/.test(host + user) && !user.startsWith('-') && !host.startsWith('-')
  return isPlain ? { fix: `${sshCommand(access)} ${quote(command)}` } : {}
}
