import { type Address, formatAddress } from '#lib/kafka/failure.ts'

/** A listener for clients beside the plain one, for tests of TLS, SASL and addresses. */
export interface ExtraListener {
  readonly name: string
  readonly protocol: 'PLAINTEXT' | 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL'
  /** Where it listens, unless that is where all do. */
  readonly host?: string
  /** The address that clients are given, unless it is the one that it listens on. */
  readonly advertised?: (brokerId: number, port: number) => Address
}

type PlacedListener = ExtraListener & { readonly port: number }

export interface BrokerPlan {
  readonly id: number
  readonly dataFolder: string
  readonly host: string
  readonly clientPort: number
  readonly extraListeners: readonly PlacedListener[]
  readonly voters: readonly { readonly id: number; readonly port: number }[]
  /** Settings that win over ours. */
  readonly settings: Readonly<Record<string, string>>
}

const MEBIBYTE = 1024 * 1024

/** The server.properties of one combined broker and controller. */
export function brokerSettings(plan: BrokerPlan): Record<string, string> {
  const factor = String(Math.min(3, plan.voters.length))
  const controllerPort = plan.voters.find((voter) => voter.id === plan.id)?.port
  const plain: PlacedListener = { name: 'PLAINTEXT', protocol: 'PLAINTEXT', port: plan.clientPort }
  const clientListeners = [plain, ...plan.extraListeners]
  const places = clientListeners.map(({ name, host = plan.host, port, advertised }) => ({
    own: `${name}://${formatAddress({ host, port })}`,
    advertised: `${name}://${formatAddress(advertised?.(plan.id, port) ?? { host, port })}`,
  }))
  return {
    'process.roles': 'broker,controller',
    'node.id': String(plan.id),
    'controller.quorum.voters': plan.voters.map(({ id, port }) => `${id}@${plan.host}:${port}`).join(','),
    'controller.listener.names': 'CONTROLLER',
    listeners: [...places.map(({ own }) => own), `CONTROLLER://${plan.host}:${controllerPort}`].join(','),
    'advertised.listeners': places.map((listener) => listener.advertised).join(','),
    'listener.security.protocol.map': [
      ...clientListeners.map(({ name, protocol }) => `${name}:${protocol}`),
      'CONTROLLER:PLAINTEXT',
    ].join(','),
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': plan.dataFolder,

    // Two replicas of what users make, three of internal topics: losing a broker loses nothing.
    'num.partitions': '3',
    'default.replication.factor': String(Math.min(2, plan.voters.length)),
    'offsets.topic.replication.factor': factor,
    'transaction.state.log.replication.factor': factor,
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': factor,
    'share.coordinator.state.topic.min.isr': '1',
    'offsets.topic.num.partitions': '10',
    'transaction.state.log.num.partitions': '4',
    'share.coordinator.state.topic.num.partitions': '4',
    'auto.create.topics.enable': 'false',

    // Failures are to be seen within seconds, not after Kafka's patient defaults.
    'broker.session.timeout.ms': '4000',
    'broker.heartbeat.interval.ms': '1000',
    'leader.imbalance.check.interval.seconds': '20',
    'group.initial.rebalance.delay.ms': '0',
    'group.consumer.min.session.timeout.ms': '6000',
    'group.consumer.session.timeout.ms': '6000',
    'group.share.min.session.timeout.ms': '6000',
    'group.share.session.timeout.ms': '6000',

    // A demo must not fill the disk, nor map more memory than it has data.
    'log.segment.bytes': String(16 * MEBIBYTE),
    'log.retention.bytes': String(64 * MEBIBYTE),
    'log.index.size.max.bytes': String(MEBIBYTE),
    'log.cleaner.dedupe.buffer.size': String(16 * MEBIBYTE),
    'log.cleaner.io.buffer.size': String(MEBIBYTE / 2),
    'num.network.threads': '2',
    'num.io.threads': '4',
    'background.threads': '4',
    'num.recovery.threads.per.data.dir': '2',
    ...plan.settings,
  }
}

export function toProperties(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('')
}
