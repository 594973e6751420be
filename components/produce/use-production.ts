import { useState } from 'react'
import { type Production, useProduce } from '#lib/client/use-produce.ts'
import type { ProduceReply } from '#lib/contract/produce.ts'

/** A request and its results. */
export interface Sending extends Production {
  readonly id: number
  readonly atMs: number
  readonly reply: ProduceReply
  /** The numbers of its records among those sent first, from 1; retried ones keep theirs. */
  readonly numbers: readonly number[]
  /** Whether the failed ones were sent again. */
  readonly wasRetried: boolean
}

const MAX_PRODUCTIONS = 10

/** Sends records, and keeps the results, newest first. */
export function useProduction(cluster: string) {
  const { trigger, isMutating, error, reset } = useProduce(cluster)
  const [sendings, setSendings] = useState<readonly Sending[]>([])
  /** Whether the newest result is that of the form as it is, with nothing changed or attempted since. */
  const [isCurrent, setIsCurrent] = useState(false)

  const sendAs = async (production: Production, numbers: readonly number[], before?: Sending) => {
    setIsCurrent(false)
    const reply = await trigger(production).catch(() => null)
    if (!reply) return false
    setIsCurrent(true)
    setSendings((known) => {
      const rest = known.map((sending) => (sending === before ? { ...sending, wasRetried: true } : sending))
      const id = (known[0]?.id ?? 0) + 1
      return [{ ...production, id, atMs: Date.now(), reply, numbers, wasRetried: false }, ...rest].slice(
        0,
        MAX_PRODUCTIONS,
      )
    })
    return reply.failed === 0
  }
  /** Whether all records were written. */
  const send = (production: Production) =>
    sendAs(
      production,
      production.request.records.map((_record, index) => index + 1),
    )
  const retry = (sending: Sending) => {
    const { topic, request, reply, numbers } = sending
    const failed = reply.results.filter(({ ok }) => !ok)
    const pick = <Item>(items: readonly Item[]) => failed.flatMap(({ index }) => items[index] ?? [])
    return sendAs({ topic, request: { ...request, records: pick(request.records) } }, pick(numbers), sending)
  }
  const obsolete = () => {
    setIsCurrent(false)
    reset()
  }
  const current = isCurrent ? (sendings[0] ?? null) : null
  return { send, retry, sendings, current, isPending: isMutating, error, reset: obsolete }
}
