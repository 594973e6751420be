import type { ErrorCode } from '#lib/contract/errors.ts'
import type { SnapshotPart } from '#lib/contract/snapshot-parts.ts'
import type { ClusterAccess } from '#lib/kafka/connection/access.ts'
import type { OperationName } from '#lib/monitor/operations/operations.ts'
import type { Intervals } from '#lib/monitor/snapshot/intervals.ts'
import type { RoundFailure } from '#lib/monitor/snapshot/round-failure.ts'
import type { SnapshotDelta } from '#lib/monitor/snapshot/snapshot-delta.ts'

// What crosses between the main thread and the worker of a cluster: plain data.

export interface WorkerStart {
  readonly access: ClusterAccess
  /** Which cluster it has to be; null: whichever is there. */
  readonly clusterId: string | null
  readonly lastNumber: number
  readonly intervals?: Intervals | undefined
}

export type ToWorker =
  | { readonly type: 'look' }
  | { readonly type: 'watchers'; readonly count: number }
  | { readonly type: 'watch-topic'; readonly name: string }
  | { readonly type: 'reconnect'; readonly id: number }
  | { readonly type: 'call'; readonly id: number; readonly operation: OperationName; readonly input: unknown }

export type FromWorker =
  | {
      readonly type: 'state'
      /** Against the snapshot that the worker sent last. */
      readonly snapshot: SnapshotDelta | null
      readonly failure: RoundFailure | null
      readonly changed: readonly SnapshotPart[]
    }
  | { readonly type: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly type: 'refusal'; readonly id: number; readonly error: PlainError }
  | { readonly type: 'bug'; readonly error: Error }

/** An AppError, as it crosses. */
export interface PlainError {
  readonly code: ErrorCode
  readonly message: string
  readonly hint?: string
  readonly field?: string
}
