import type { Message } from '#lib/contract/messages.ts'
import { formatNumber } from '#lib/format/number.ts'

/** The producer of a record, as far as known; only idempotent producers have an id. */
export function describeProducer({ producerId, producerEpoch, sequence }: Message): string {
  if (producerId === null) return 'no producer ID: not idempotent'
  const parts = [
    `ID ${producerId}`,
    producerEpoch !== null && `epoch ${producerEpoch}`,
    sequence !== null && `sequence number ${formatNumber(sequence)}`,
  ]
  return parts.filter((part) => part !== false).join(', ')
}

/** What a control record is, as Kafka's own tools name it. */
export function nameControl({ controlType }: Message): string {
  return controlType === 'commit' || controlType === 'abort'
    ? `control record ${controlType.toUpperCase()}`
    : 'control record'
}

/** The meaning of a control record, beside its name. */
export function describeControlRecord({ controlType, producerId, producerEpoch }: Message): string {
  if (controlType !== 'commit' && controlType !== 'abort') return 'internal record of Kafka'
  const what = controlType === 'commit' ? 'Transaction committed' : 'Transaction aborted'
  if (producerId === null) return what
  return `${what}: producer ${producerId}${producerEpoch === null ? '' : `, epoch ${producerEpoch}`}`
}

/** null: not transactional. */
export function describeTransaction({ transactional, aborted, control, controlType }: Message): string | null {
  if (control) {
    if (controlType === 'commit') return 'control record COMMIT: ends the transaction'
    if (controlType === 'abort') return 'control record ABORT: ends the transaction'
    return 'control record, internal to Kafka'
  }
  if (aborted) return 'aborted: consumers with read_committed skip the message'
  return transactional ? 'part of a transaction' : null
}
