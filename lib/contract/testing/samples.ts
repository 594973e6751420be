import { type AccessFacts, NO_FILES } from '#lib/contract/connection.ts'
import type { Message } from '#lib/contract/messages.ts'

/** A record with defaults for everything a test does not set. */
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

/** A cluster without TLS or login, with defaults for everything a test does not set. */
export function accessFacts(change: Partial<AccessFacts> = {}): AccessFacts {
  return {
    bootstrap: ['127.0.0.1:9092'],
    protocol: 'PLAINTEXT',
    mechanism: null,
    username: null,
    hasClientCertificate: false,
    checksChain: false,
    checksName: false,
    ssh: null,
    hostMap: [],
    files: NO_FILES,
    ...change,
  }
}

/** The same with verified TLS and a SASL login. */
export function securedAccess(change: Partial<AccessFacts> = {}): AccessFacts {
  return accessFacts({
    protocol: 'SASL_SSL',
    mechanism: 'SCRAM-SHA-512',
    username: 'alice',
    checksChain: true,
    checksName: true,
    ...change,
  })
}
