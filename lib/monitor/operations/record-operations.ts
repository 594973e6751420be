import { AppError } from '#lib/contract/errors.ts'
import type { NewRecord, Production, TypedPayload } from '#lib/contract/produce.ts'
import { toBytes } from '#lib/decode/typed-payload.ts'
import type { NewRecord as ProducedRecord } from '#lib/kafka/produce/record-producer.ts'
import type { ClusterPoller } from '#lib/monitor/poll/poller.ts'

/** What is done with records. */
export const recordOperations = {
  async produce(poller: ClusterPoller, { topic, production }: { topic: string; production: Production }) {
    const { partitioner, acks, compression } = production
    const records = production.records.map(toRecord)
    const outcomes = await poller.producer.produce({ topic, records, partitioner, acks, compression })
    void poller.refresh('offsets')
    return outcomes
  },
} satisfies Record<string, (poller: ClusterPoller, input: never) => Promise<unknown>>

function toRecord({ key, value, headers, partition, timestampMs }: NewRecord, index: number): ProducedRecord {
  const read = (payload: TypedPayload | null, part: string) => {
    try {
      return payload && toBytes(payload)
    } catch (error) {
      throw asFault(error, index, part)
    }
  }
  return {
    key: read(key, 'key'),
    value: read(value, 'value'),
    headers: headers.map((header, place) => ({
      name: header.name,
      value: read(header.value, `headers.${place}.value`),
    })),
    partition: partition ?? null,
    timestampMs: timestampMs ?? null,
  }
}

/** Nothing was sent: it says which of the records is meant. */
function asFault(error: unknown, index: number, part: string): unknown {
  if (!(error instanceof AppError)) return error
  const message = `Record ${index + 1}, its ${part.replace(/\.(\d+)\.value/, ' $1')}: ${error.message}`
  return new AppError(error.code, message, { field: `records.${index}.${part}`, cause: error })
}
