import type { ConnectionCode } from '#lib/contract/connection.ts'
import type { ErrorCode } from '#lib/contract/errors.ts'

/** Why a round failed. Plain data, as it crosses from the worker to the main thread. */
export interface RoundFailure {
  readonly code: ErrorCode
  readonly message: string
  readonly hint?: string
  /** How the connection failed, where it did. */
  readonly reason?: ConnectionCode
}
