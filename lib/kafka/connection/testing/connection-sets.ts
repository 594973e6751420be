import { onTestFinished } from 'vitest'
import type { ClusterAccess, TlsAccess } from '#lib/kafka/connection/access.ts'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { metadata } from '#lib/kafka/protocol/metadata.ts'
import type { SaslAccess } from '#lib/kafka/transport/sasl-access.ts'
import { makeCertificate } from './certificates.ts'
import { type FakeBrokerOptions, startFakeBroker } from './fake-broker.ts'

// A way to a broker in this process, for tests of the connections to it.

export const DEADLINE_MS = 60_000
export const identity = makeCertificate({ name: 'kafka-1', ips: ['127.0.0.1'], isCa: true })
export const tls: TlsAccess = {
  ca: identity.cert,
  cert: null,
  key: null,
  passphrase: null,
  checksChain: true,
  checksName: true,
}
export const sasl = { mechanism: 'plain', username: 'reef', password: 'fake-password' } as const satisfies SaslAccess

/** Closed when the test is over. */
export function kept<T extends { close: () => void }>(closable: T): T {
  onTestFinished(() => closable.close())
  return closable
}

export const start = async (options?: FakeBrokerOptions) => kept(await startFakeBroker(options))
export const setOf = (access: ClusterAccess) => kept(new ConnectionSet(access))
export const failureOf = (asking: Promise<unknown>) => asking.then(() => null).catch((error: unknown) => error)

export function ask(
  set: ConnectionSet,
  address: Address,
  lane?: 'main' | 'probe' | 'offsets',
  deadlineMs = DEADLINE_MS,
): Promise<unknown> {
  return set.to(address, lane).send(metadata, { topics: null }, deadlineMs)
}
