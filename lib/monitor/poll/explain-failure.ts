import { ConnectionFailure, findCause, toAppError } from '#lib/kafka/failure.ts'
import type { RoundFailure } from '#lib/monitor/snapshot/round-failure.ts'

/** Why a round failed, as plain data; an error that is a defect of ours goes to `onBug`. */
export function explainFailure(error: unknown, onBug: (error: unknown) => void): RoundFailure {
  const failure = toAppError(error)
  if (!failure) {
    onBug(error)
    return { code: 'internal', message: 'The request to the cluster failed; the log has the reason.' }
  }
  const { code, message, options } = failure
  const isConnection = code === 'unreachable' || code === 'timeout'
  const reason = isConnection ? findCause(error, ConnectionFailure)?.code : undefined
  return { code, message, ...(options.hint && { hint: options.hint }), ...(reason && { reason }) }
}
