import type { Message } from '#lib/contract/messages.ts'
import { formatNumber } from '#lib/format/number.ts'

/** The producer of a record, as far as known; only idempotent producers have an id. */
export function describeProducer({ producerId, producerEpoch, sequence }: Message): string {
  if (producerId === null) return 'gave no id: it is not idempotent'
  const parts = [
    `id ${producerId}`,
    producerEpoch !== null && `epoch ${producerEpoch}`,
    sequence !== null && `record ${formatNumber(sequence)} of it for this partition`,
  ]
  return parts.filter((part) => part !== false).join(', ')
}

/** The meaning of a control record, beside its name. */
export function describeMark({ controlType, producerId, producerEpoch }: Message): string {
  if (controlType !== 'commit' && controlType !== 'abort') return 'written by Kafka for itself'
  const what = controlType === 'commit' ? 'The transaction was committed' : 'The transaction was given up'
  if (producerId === null) return what
  return `${what}: producer ${producerId}${producerEpoch === null ? '' : `, epoch ${producerEpoch}`}`
}

/** null: not transactional. */
export function describeTransaction({ transactional, aborted, control, controlType }: Message): string | null {
  if (control) {
    if (controlType === 'commit') return 'ends here: Kafka’s mark that it was committed'
    if (controlType === 'abort') return 'ends here: Kafka’s mark that it was given up'
    return 'a mark that Kafka wrote for itself'
  }
  if (aborted) return 'given up: consumers that read only what is committed skip it'
  return transactional ? 'part of one' : null
}
