import { AppError } from '#lib/contract/errors.ts'
import type { ProduceReply, Production } from '#lib/contract/produce.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'

/** Writes records; some may fail where others do not. */
export async function produceRecords(
  monitor: Pick<ClusterMonitor, 'call'>,
  topic: string,
  production: Production,
): Promise<ProduceReply> {
  if (production.transaction) {
    throw new AppError('unsupported', 'Producing in a transaction is not supported yet.', { field: 'transaction' })
  }
  const outcomes = await monitor.call('produce', { topic, production })
  const results = outcomes.map((outcome) => (outcome.ok ? outcome : { ...outcome, offset: null, timestampMs: null }))
  return { results, failed: results.filter(({ ok }) => !ok).length }
}
