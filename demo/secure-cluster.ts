import { type Address, formatAddress } from '#lib/kafka/failure.ts'
import type { ExtraListener } from './broker-settings.ts'
import { type TestCertificates, testCertificates } from './certificates.ts'
import { KafkaCluster } from './cluster.ts'
import { KAFKA_VERSION } from './jars.ts'
import { type SecureListener, scramOptions, secureListeners, secureSettings } from './secure-listeners.ts'
import { TcpProxy } from './tcp-proxy.ts'
import { hasQuorum, TEST_KAFKA_VERSION } from './test-cluster.ts'
import { TEST_DATA, testFolder } from './test-data.ts'
import { TEST_SETTINGS } from './test-settings.ts'

/** With ZooKeeper, users are made in another way; the way to the brokers is the same, so it is tested with newer ones. */
export const SECURE_KAFKA_VERSION = hasQuorum ? TEST_KAFKA_VERSION : KAFKA_VERSION

/** librdkafka before 2.6.1, Debian's among them, repeats a part of SCRAM, which brokers since Kafka 4 do not overlook. */
export const overlooksOldScram = Number.parseInt(SECURE_KAFKA_VERSION, 10) < 4

const HEAP_MEGABYTES = 128
const BROKER_IDS = [1, 2, 3]

/** A cluster of three with a listener for each way that clients come in, and for each that fails. */
export interface SecureCluster {
  readonly cluster: KafkaCluster
  readonly certificates: TestCertificates
  /** What the listener `PROXIED` tells its clients to dial, by broker. */
  readonly proxies: readonly TcpProxy[]
  /** The brokers' own addresses of a listener. */
  addresses(listener: SecureListener): Address[]
  bootstrap(listener: SecureListener): string
}

let shared: Promise<SecureCluster> | null = null

/** Shared by all tests of a process, as the plain one is; its brokers end with the process. */
export function secureCluster(): Promise<SecureCluster> {
  shared ??= startCluster()
  return shared
}

async function startCluster(): Promise<SecureCluster> {
  const certificates = await testCertificates()
  const proxies = await Promise.all(BROKER_IDS.map(() => TcpProxy.listen()))
  const listeners: ExtraListener[] = secureListeners.map((listener) =>
    listener.name === 'PROXIED'
      ? { ...listener, advertised: (id) => proxies[id - 1]?.address ?? { host: '127.0.0.1', port: 1 } }
      : listener,
  )
  const cluster = new KafkaCluster({
    version: SECURE_KAFKA_VERSION,
    folder: testFolder(`secure-${SECURE_KAFKA_VERSION}`),
    jarsFolder: TEST_DATA,
    ports: 'temporary',
    fresh: true,
    heapMegabytes: HEAP_MEGABYTES,
    listeners,
    settings: { ...TEST_SETTINGS, ...secureSettings(certificates) },
    formatOptions: scramOptions(),
  })
  await cluster.start()
  const addresses = (listener: SecureListener) =>
    BROKER_IDS.map((id) => ({ host: '127.0.0.1', port: cluster.port(id, listener) }))
  for (const [index, address] of addresses('PROXIED').entries()) proxies[index]?.leadTo(address)
  return {
    cluster,
    certificates,
    proxies,
    addresses,
    bootstrap: (listener) => addresses(listener).map(formatAddress).join(','),
  }
}

/**
 * A broker of one's own that tells each listener's clients whatever the test wants to be told, such as a name that is
 * known nowhere. It is not shared, so it is to be stopped.
 */
export async function startLoneBroker(name: string, listeners: readonly ExtraListener[]): Promise<KafkaCluster> {
  const cluster = new KafkaCluster({
    version: SECURE_KAFKA_VERSION,
    folder: testFolder(`lone-${name}`),
    jarsFolder: TEST_DATA,
    ports: 'temporary',
    fresh: true,
    brokers: 1,
    heapMegabytes: HEAP_MEGABYTES,
    listeners,
    settings: TEST_SETTINGS,
  })
  await cluster.start()
  return cluster
}
