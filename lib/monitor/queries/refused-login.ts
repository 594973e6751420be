import { AppError } from '#lib/contract/errors.ts'
import { isRefusal } from '#lib/contract/refusals.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'

/**
 * For whoever is about to connect by themselves: where what watches the cluster was refused, they would be, too, and
 * each refusal counts towards locking the account.
 */
export function assertLoginNotRefused({ failure }: Pick<MonitorState, 'failure'>): void {
  if (!failure?.reason || !isRefusal(failure.reason)) return
  throw new AppError(failure.code, failure.message, failure.hint === undefined ? {} : { hint: failure.hint })
}
