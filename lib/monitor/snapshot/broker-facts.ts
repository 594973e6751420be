import type { ConnectionCode } from '#lib/contract/connection.ts'
import { isAbsence, leadsElsewhere } from '#lib/kafka/failure.ts'
import type { LogDir } from '#lib/kafka/protocol/describe-log-dirs.ts'
import type { Reason } from './reason.ts'

export interface BrokerFacts {
  readonly id: number
  readonly address: { readonly host: string; readonly port: number } | null
  readonly rack: string | null
  readonly liveness: Liveness
  /** Registered, but not yet, or no longer, admitted by the controller. */
  readonly fenced: boolean
  readonly leaders: number
  readonly replicas: number
  readonly outOfSync: number
  readonly disks: DiskFindings
}

/** Whether a broker answers our own probes. */
export interface Liveness {
  /** null until the first probe has ended, and, with the failure, while what is in between keeps us from asking. */
  readonly online: boolean | null
  readonly downSinceMs: number | null
  /** Plain data, as it crosses from the worker to the main thread. */
  readonly failure: { readonly code: ConnectionCode; readonly message: string } | null
}

export type Disk = Omit<LogDir, 'topics'> & { readonly replicaCount: number; readonly replicaBytes: number }

/** A broker's log directories, as of its last reply to DescribeLogDirs. */
export interface DiskFindings {
  /** null: it has never replied. */
  readonly list: readonly Disk[] | null
  readonly asOfMs: number | null
  /** Why the last request failed; the disks are then those of the reply before. */
  readonly failure: Reason | null
}

export const noDisks: DiskFindings = { list: null, asOfMs: null, failure: null }

export function isOnline(broker: BrokerFacts): boolean {
  return broker.liveness.online === true
}

/** Whether another server answers where the broker should be: it may well run. */
export function isReplaced({ liveness: { failure } }: BrokerFacts): boolean {
  return failure !== null && leadsElsewhere(failure.code) && !isAbsence(failure.code)
}

/**
 * Whether the cluster is still described by some address, though no broker answers at its advertised one: then the
 * advertised addresses are wrong rather than the brokers down.
 */
export function isNobodyWhereAdvertised({
  brokers,
  asOfMs,
}: {
  readonly brokers: readonly BrokerFacts[]
  readonly asOfMs: number
}): boolean {
  const isMissed = ({ address, liveness: { failure, downSinceMs } }: BrokerFacts) =>
    address !== null && failure !== null && leadsElsewhere(failure.code) && downSinceMs !== null && downSinceMs < asOfMs
  return brokers.length > 0 && brokers.every(isMissed)
}
