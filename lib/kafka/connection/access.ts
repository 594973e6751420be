import type { AccessFacts, ClientFiles, SshFiles } from '#lib/contract/connection.ts'
import { type Address, formatAddress } from '#lib/kafka/failure.ts'
import type { SaslAccess } from '#lib/kafka/transport/sasl-access.ts'

/**
 * All that it takes to reach a cluster, secrets included: plain data, as it crosses between threads, and never further.
 * What leaves the server are its `AccessFacts`.
 */
export interface ClusterAccess {
  readonly bootstrap: readonly Address[]
  readonly tls?: TlsAccess | undefined
  readonly sasl?: SaslAccess | undefined
  readonly ssh?: SshAccess | undefined
  /** What to dial where the cluster names another address. The tunnel begins after it. */
  readonly hostMap?: readonly HostMapping[] | undefined
}

/** Certificates and keys are PEM, whatever they were in the file. */
export interface TlsAccess {
  /** Whom to trust; null: whom Node or this machine trusts. */
  readonly ca: string | null
  /** Our own certificate, with the chain behind it. */
  readonly cert: string | null
  readonly key: string | null
  /** Of the key, where it is encrypted. */
  readonly passphrase: string | null
  readonly checksChain: boolean
  readonly checksName: boolean
}

export interface SshAccess {
  readonly host: string
  readonly port: number
  readonly username: string
  readonly password: string | null
  readonly privateKey: string | null
  /** Of the key, where it is encrypted. */
  readonly passphrase: string | null
  /** The socket of an agent. */
  readonly agent: string | null
  /** The lines of the known_hosts files. */
  readonly knownHosts: string
  /** The files that key and known hosts were read from, for the line to try by hand. */
  readonly files?: SshFiles | undefined
}

export interface HostMapping {
  /** As the cluster advertises it; without a port: whatever the port. */
  readonly host: string
  readonly port: number | null
  /** Where that is from here; without a port: the same. */
  readonly to: { readonly host: string; readonly port: number | null }
}

/** What may be said of it to whoever looks at the cluster. */
export function describeAccess(
  { bootstrap, tls, sasl, ssh, hostMap = [] }: ClusterAccess,
  files: ClientFiles,
): AccessFacts {
  return {
    bootstrap: bootstrap.map(formatAddress),
    protocol: securityProtocol(Boolean(tls), Boolean(sasl)),
    mechanism: sasl ? mechanismNames[sasl.mechanism] : null,
    username: sasl && 'username' in sasl ? sasl.username : null,
    hasClientCertificate: Boolean(tls?.cert),
    checksName: Boolean(tls?.checksName),
    checksChain: Boolean(tls?.checksChain),
    ssh: ssh ? `${ssh.username}@${formatAddress(ssh)}` : null,
    ...(ssh?.files && { sshFiles: ssh.files }),
    hostMap: hostMap.map(({ host, port, to }) => ({
      from: formatPlace(host, port),
      to: formatPlace(to.host, to.port),
    })),
    files,
  }
}

/** What Kafka calls the two together. */
export function securityProtocol(hasTls: boolean, hasSasl: boolean): AccessFacts['protocol'] {
  if (hasSasl) return hasTls ? 'SASL_SSL' : 'SASL_PLAINTEXT'
  return hasTls ? 'SSL' : 'PLAINTEXT'
}

const mechanismNames = {
  plain: 'PLAIN',
  'scram-sha-256': 'SCRAM-SHA-256',
  'scram-sha-512': 'SCRAM-SHA-512',
  oauthbearer: 'OAUTHBEARER',
} as const satisfies Record<SaslAccess['mechanism'], string>

function formatPlace(host: string, port: number | null): string {
  return port === null ? host : formatAddress({ host, port })
}
