import type { Problem } from '#lib/contract/common.ts'
import type { ClusterMonitor } from '#lib/monitor/monitor.ts'
import { within } from '#lib/monitor/queries/deadline.ts'
import type { LastWrite, LastWriteRequest } from '#lib/monitor/snapshot/last-write.ts'
import type { Reason } from '#lib/monitor/snapshot/reason.ts'

/** What stands in memory does not wait for what a slow broker would add, nor fail with it. */
const PATIENCE_MS = 1_000
/** The last moment that a date can name. */
const LAST_DATE_MS = 8.64e15

const NEVER_WRITTEN: Reason = { code: 'empty', message: 'The topic has no messages.' }

/** When a topic was last written to: what was seen to be written is newer than an answer that is kept for a while. */
export async function readLastWrite(
  monitor: Pick<ClusterMonitor, 'call'>,
  question: LastWriteRequest,
  seenMs: number | null,
): Promise<{ lastWriteAt: string | null; problems: Problem[] }> {
  const { latestMs, problem } = await ask(monitor, question)
  const lastWriteMs = latestMs === null ? seenMs : Math.max(latestMs, seenMs ?? latestMs)
  // What was seen is the last write, whoever else did not answer; the newest of some answers need not be.
  const isCertain = seenMs !== null && seenMs === lastWriteMs
  const reason = isCertain ? null : (problem ?? (lastWriteMs === null ? NEVER_WRITTEN : null))
  return {
    lastWriteAt: lastWriteMs === null ? null : new Date(lastWriteMs).toISOString(),
    problems: reason ? [{ field: 'lastWriteAt', ...reason }] : [],
  }
}

async function ask(monitor: Pick<ClusterMonitor, 'call'>, question: LastWriteRequest): Promise<LastWrite> {
  const message = 'The brokers have not reported it yet.'
  const answer = monitor
    .call('lastWrite', question)
    .catch((): LastWrite => ({ latestMs: null, problem: { code: 'unavailable', message } }))
  const late = (): LastWrite => ({ latestMs: null, problem: { code: 'timeout', message } })
  const { latestMs, problem } = await within(PATIENCE_MS, answer, late)
  if (latestMs === null || latestMs <= LAST_DATE_MS) return { latestMs, problem }
  const date = Number.isSafeInteger(latestMs) ? String(latestMs) : 'beyond 2^53'
  return {
    latestMs: null,
    problem: {
      code: 'invalid-time',
      message: `A message has the timestamp ${date}, which is outside of the calendar.`,
    },
  }
}
