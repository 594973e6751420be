import { useState } from 'react'
import { type Production, useProduce } from '#lib/client/use-produce.ts'
import type { ProduceReply } from '#lib/contract/produce.ts'

/** Something that was sent, and what became of it. */
export interface Sending extends Production {
  readonly id: number
  readonly atMs: number
  readonly reply: ProduceReply
  /** Whether those that failed were sent again. */
  readonly wasRetried: boolean
}

const KEPT = 10

/** Sends, and keeps what became of it, newest first. */
export function useProduction(cluster: string) {
  const { trigger, isMutating, error, reset } = useProduce(cluster)
  const [sendings, setSendings] = useState<readonly Sending[]>([])

  const send = async (production: Production, before?: Sending) => {
    const reply = await trigger(production).catch(() => null)
    if (!reply) return
    setSendings((known) => {
      const rest = known.map((sending) => (sending === before ? { ...sending, wasRetried: true } : sending))
      const id = (known[0]?.id ?? 0) + 1
      return [{ ...production, id, atMs: Date.now(), reply, wasRetried: false }, ...rest].slice(0, KEPT)
    })
  }
  const retry = (sending: Sending) => {
    const { topic, request, reply } = sending
    const failed = reply.results.filter(({ ok }) => !ok)
    const records = failed.flatMap(({ index }) => request.records[index] ?? [])
    return send({ topic, request: { ...request, records } }, sending)
  }
  return { send, retry, sendings, isPending: isMutating, error, reset }
}
