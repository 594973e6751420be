import { counted } from '#lib/format/number.ts'
import type { ProduceForm } from './produce-form.ts'

const acksInKafka: Record<ProduceForm['acks'], string> = { all: 'all', leader: '1', none: '0' }

/** What is set in the folded options, as short as in a configuration. */
export function describeOptions({ amount, headers, partitioning, partition, time, compression, acks }: ProduceForm) {
  const parts = [
    amount === 'one' && headers.length > 0 && counted(headers.length, 'header'),
    partitioning === 'chosen' && `partition ${partition.trim() || '?'}`,
    partitioning === 'roundrobin' && 'round robin',
    time !== '' && 'timestamp set',
    `acks=${acksInKafka[acks]}`,
    compression !== 'none' && compression,
  ]
  return parts.filter((part) => part !== false).join(', ')
}
