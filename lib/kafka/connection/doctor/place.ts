import net from 'node:net'
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

/** From where it is looked at: through SSH, names and ways are those of the SSH host. */
export function hereOf({ step, access }: Place, preposition: 'on' | 'from' = 'on'): string {
  return `${preposition} ${access.ssh && step !== 'ssh' ? 'the SSH host' : 'the machine that Highwater runs on'}`
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
