import type { AccessFacts, ConnectionCode, ConnectionStep, ConnectionStepName } from '#lib/contract/connection.ts'
import type { ClusterIds } from '#lib/kafka/connection/cluster-identity.ts'
import type { Address } from '#lib/kafka/failure.ts'
import type { CertificateFacts } from './certificate.ts'

/** What went wrong at a step, with all that it takes to give advice on this very case. */
export interface Fault {
  readonly code: ConnectionCode
  /** What an advertised address failed with. */
  readonly reason?: ConnectionCode
  /** The configured address that worked, where the advertised one did not. */
  readonly reached?: Address
  /** Then every connection is led there by itself. */
  readonly isOnlyBroker?: boolean
  /** Where that broker can be dialled from here; null: nobody can tell. */
  readonly dialTo?: Address | null
  /** Which cluster is meant, and which was found instead. */
  readonly ids?: ClusterIds
  /** What the listener offers to log in with; empty: it takes no login. */
  readonly mechanisms?: readonly string[]
  readonly certificate?: CertificateFacts
  /** The one that this client shows. */
  readonly ownCertificate?: CertificateFacts
  /** The authorities whose certificates the broker accepts. */
  readonly acceptedAuthorities?: readonly string[]
  /** Whoever found it has said it in full, with a line to write where there is one. */
  readonly words?: string
  /** The key for the SSH host is locked or broken, so that nobody was even asked. */
  readonly isKeyUnusable?: boolean
  readonly line?: string
}

/** Where it went wrong. */
export interface Place {
  readonly target: Address
  readonly kind: ConnectionStep['kind']
  readonly brokerId: number | null
  readonly step: ConnectionStepName
  readonly access: AccessFacts
  readonly nowMs: number
}

export interface Advice {
  readonly advice: string
  /** The line to write or to run. */
  readonly fix?: string
}
