import { expect, test } from 'vitest'
import { kafkaErrorCode } from './error-codes.ts'
import { decode, everyRecording } from './fixtures/recordings.ts'
import { produceRecords, produceRecordsByName } from './produce-records.ts'

// What real brokers answered to what writes. Recorded by demo/testing/record-fixtures.ts.

const BY_ID_FROM = produceRecordsByName.versions.max + 1

test.each(everyRecording('produce-records'))('Produce %s: each partition has its own outcome', (_label, recording) => {
  const [first, missing] = [...decode(produceRecords, recording)].sort((a, b) => a.id - b.id)
  const nothing = { recordErrors: [], logAppendTimeMs: null }
  const isById = recording.version >= BY_ID_FROM
  const unknown = kafkaErrorCode(isById ? 'UNKNOWN_TOPIC_ID' : 'UNKNOWN_TOPIC_OR_PARTITION')
  expect(missing).toMatchObject({ id: 7, errorCode: unknown, baseOffset: null, ...nothing })
  if (isById) expect(first).toMatchObject({ id: 0, errorCode: unknown, baseOffset: null, ...nothing })
  // Behind the three that are there, one more with each version.
  else
    expect(first).toMatchObject({ id: 0, errorCode: 0, baseOffset: expect.any(Number), errorMessage: null, ...nothing })
})
