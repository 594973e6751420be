import type { Message } from './messages.ts'

/** A record of which nothing is special but what a test says. */
export function messageOf(change: Partial<Message> = {}): Message {
  return {
    partition: 0,
    offset: 0,
    timestampMs: 1,
    timestamp: '1970-01-01T00:00:00.001Z',
    timestampType: 'create',
    key: null,
    value: null,
    headers: [],
    headerCount: change.headers?.length ?? 0,
    keyBytes: null,
    valueBytes: null,
    headersBytes: 0,
    codec: 'none',
    transactional: false,
    aborted: false,
    control: false,
    leaderEpoch: 0,
    producerId: null,
    producerEpoch: null,
    sequence: null,
    ...change,
  }
}
