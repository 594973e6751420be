import type { Cluster } from '#lib/contract/clusters.ts'
import type { AccessFacts } from '#lib/contract/connection.ts'
import { isLoopback } from '#lib/contract/loopback.ts'
import { isMisleading } from '#lib/contract/misleading.ts'
import { readSshTarget } from '#lib/contract/ssh-target.ts'
import { sshCommand } from './ssh.ts'
import { oneLine, quote } from './words.ts'

/** What a command needs to know of a cluster to connect to it. */
export interface CommandClient extends AccessFacts {
  /** As far as known. Scripts of other releases have other names for some options. */
  readonly kafkaVersion?: string | null | undefined
  /** The cluster advertises addresses that cannot be reached from here. */
  readonly hasUnreachableAddresses?: boolean
}

export function clientOf({
  access,
  kafkaVersion,
  problems,
}: Pick<Cluster, 'access' | 'kafkaVersion' | 'problems'>): CommandClient {
  return { ...access, kafkaVersion, hasUnreachableAddresses: isMisleading({ problems }) }
}

export function isSecured({ protocol }: Pick<CommandClient, 'protocol'>): boolean {
  return protocol !== 'PLAINTEXT'
}

export function usesTls({ protocol }: Pick<CommandClient, 'protocol'>): boolean {
  return protocol === 'SSL' || protocol === 'SASL_SSL'
}

/** Whether the brokers are known to have that release or a later one. */
export function isSince({ kafkaVersion }: CommandClient, major: number, minor: number): boolean {
  // It may be "4.4 or newer".
  const [ownMajor = 0, ownMinor = 0] = (kafkaVersion ?? '').split('.').map((part) => Number.parseInt(part, 10))
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}

export const OLD_KCAT =
  'A kcat with a librdkafka before 2.6.1, such as that of Debian, cannot log in to Kafka 4 by SCRAM; kcat -V shows the version'

/** Whether the brokers have, or may have, a release that old builds of kcat cannot log in to. */
export function needsNewerKcat(client: CommandClient): boolean {
  const { mechanism, kafkaVersion = null } = client
  const isScram = mechanism === 'SCRAM-SHA-256' || mechanism === 'SCRAM-SHA-512'
  return isScram && (kafkaVersion === null || isSince(client, 4, 0))
}

/** The families of tools, by the file with their security settings; programs for kafkajs have none. */
export type Family = 'java' | 'librdkafka' | 'kafkajs'

/** The names of the files if none is configured. */
export const fileNames = { java: 'client.properties', librdkafka: 'kcat.conf' } as const

/** The file with the security settings; null: not needed. */
export function settingsFile(client: CommandClient, family: keyof typeof fileNames): string | null {
  return isSecured(client) ? (client.files[family] ?? fileNames[family]) : null
}

/**
 * The address that a tool outside of Highwater connects to: the near end of the tunnel, if the broker is reached
 * through one.
 */
export function bootstrapOf(client: CommandClient): readonly string[] {
  const ends = tunnels(client)
  return client.bootstrap.map((address) => ends.find(({ far }) => far === address)?.near ?? address)
}

/** What has to be known or done before a command of that family works. */
export function remarksOf(client: CommandClient, family: Family): string[] {
  const { files, ssh, hostMap, hasUnreachableAddresses = false } = client
  return [
    ...(ssh === null ? [] : sshRemarks(client, ssh)),
    ...(ssh === null && hostMap.length > 0
      ? [`Highwater dials ${listPlaces(client)} (hostMap); other tools use the advertised addresses`]
      : []),
    ...(ssh === null && hasUnreachableAddresses ? [UNREACHABLE_ADDRESSES] : []),
    ...(isSecured(client) && family !== 'kafkajs' && files[family] === null
      ? [`${fileNames[family]}: the security configuration, as the Connection page of this cluster shows it`]
      : []),
  ].map(oneLine)
}

const UNREACHABLE_ADDRESSES =
  'The advertised addresses cannot be reached from here: run the command where they can, or see the Connection page'

function sshRemarks(client: CommandClient, ssh: string): string[] {
  const ends = tunnels(client)
  if (ends.length === 0) return [`Run it on ${readSshTarget(ssh).host}: the brokers are reached through SSH there`]
  const forwards = ends.map(({ near, far }) => `-L ${quote(`${portOf(near)}:${far}`)}`)
  return [`First, and left open: ${sshCommand(client, forwards)} -NT`]
}

interface Tunnel {
  /** Advertised addresses that mean this machine. */
  readonly near: string
  readonly far: string
}

/** Only a broker that advertises localhost can be used through a tunnel that the tool does not know of. */
function tunnels({ bootstrap, ssh, hostMap }: CommandClient): Tunnel[] {
  if (ssh === null) return []
  const mapped = hostMap.filter(({ from, to }) => isLoopback(from) && bootstrap.includes(to) && portOf(from) !== null)
  if (mapped.length > 0) return mapped.map(({ from, to }) => ({ near: from, far: to }))
  const [only] = bootstrap
  return only !== undefined && bootstrap.length === 1 && isLoopback(only) ? [{ near: only, far: only }] : []
}

function portOf(address: string): string | null {
  return /:(\d+)$/.exec(address)?.[1] ?? null
}

function listPlaces({ hostMap }: CommandClient): string {
  const places = hostMap.slice(0, 3).map(({ from, to }) => `${to} for ${from}`)
  return places.join(', ') + (hostMap.length > places.length ? ', …' : '')
}
