import type { ConnectionCode } from '#lib/contract/connection.ts'
import { type Address, formatAddress } from '#lib/kafka/failure.ts'
import type { Advice, Fault, Place } from './fault.ts'
import { hereOf } from './place.ts'

const whatHappens: Partial<Record<ConnectionCode, string>> = {
  'dns-not-found': 'that name is not known',
  refused: 'nothing listens at that address',
  timeout: 'that address does not answer',
  frozen: 'what takes the connection there says nothing',
  closed: 'what takes the connection there closes it',
  'not-kafka': 'what answers there is not Kafka',
  'tls-expected': 'what answers there speaks TLS, which the cluster does not',
  'plaintext-expected': 'what answers there does not speak TLS, as the cluster does',
}

/**
 * The commonest trap of Kafka: a client is told by the first broker where all brokers are, and goes there.
 */
export function adviseOnAdvertised(fault: Fault, place: Place): Advice {
  const { reason, reached, dialTo, isOnlyBroker } = fault
  const { target, brokerId, access } = place
  const advertised = formatAddress(target)
  const broker = brokerId === null ? 'a broker' : `broker ${brokerId}`
  const via = reached ? formatAddress(reached) : 'the configured address'
  const happens = (reason && whatHappens[reason]) || 'there is no way to it'
  // Of several brokers, the one that was reached may be another.
  const outside = dialTo ?? (isOnlyBroker ? reached : null) ?? null
  return {
    advice:
      `${goesOn(fault)}Highwater reached ${via}, but the cluster advertises ${advertised} for ${broker}, and ${happens} ` +
      `${hereOf(place)}. A Kafka broker advertises the address that clients have to use (advertised.listeners), and this one advertises ` +
      'an address that only works elsewhere, such as inside Docker, Kubernetes or a cloud network. Either have the ' +
      'broker advertise an address that works from here, or map it to a reachable address in the host map of Highwater. ' +
      'The lines below show both; one of them is enough.',
    fix: [
      ...hostMapLines(advertised, outside ? formatAddress(outside) : 'HOST:PORT', access),
      ...brokerLines(target, access.ssh ? null : outside, access.protocol),
    ].join('\n'),
  }
}

/** The only broker is used where it was found. */
export function goesOn({ isOnlyBroker, reached }: Fault): string {
  if (!isOnlyBroker || !reached) return ''
  return (
    `Highwater works, as it goes on through ${formatAddress(reached)}: this is the only broker. ` +
    'Other clients may not find it. '
  )
}

export function hostMapLines(from: string, to: string, { files }: Place['access']): string[] {
  if (files.source === 'variables')
    return ['# in the environment, or the file .env:', `HIGHWATER_HOST_MAP=${oneWord(from)}=${oneWord(to)}`]
  return ['# highwater.yaml, at this cluster:', `hostMap: { ${yamlText(from)}: ${yamlText(to)} }`]
}

function brokerLines(advertised: Address, outside: Address | null, protocol: string): string[] {
  const { host, port } = outside ?? { host: 'HOST-AS-SEEN-FROM-HERE', port: 9094 }
  const external = formatAddress({ host, port })
  const bound = freePort(port, [advertised.port])
  const controller = freePort(CONTROLLER_PORT, [advertised.port, bound])
  return [
    '',
    `# Docker or Compose, at the broker (and publish the port: ports: ["${port}:${bound}"]):`,
    '# (CONTROLLER is what KRaft listens at already: keep it, with its own port. With ZooKeeper there is none.)',
    `KAFKA_LISTENERS: INTERNAL://:${advertised.port},EXTERNAL://:${bound},CONTROLLER://:${controller}`,
    `KAFKA_ADVERTISED_LISTENERS: INTERNAL://${oneWord(formatAddress(advertised))},EXTERNAL://${external}`,
    `KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: INTERNAL:${protocol},EXTERNAL:${protocol},CONTROLLER:PLAINTEXT`,
    'KAFKA_INTER_BROKER_LISTENER_NAME: INTERNAL',
    '',
    '# Kubernetes with Strimzi, in spec.kafka.listeners (elsewhere: a NodePort or LoadBalancer, advertised as such):',
    `- { name: external, port: 9094, type: nodeport, tls: ${protocol.endsWith('SSL')} }`,
    '',
    '# server.properties of a broker that runs by itself:',
    `advertised.listeners=${protocol}://${external}`,
  ]
}

/** As most examples have it. */
const CONTROLLER_PORT = 9093

/** Two listeners cannot share a port. */
function freePort(port: number, taken: readonly number[]): number {
  return taken.includes(port) ? freePort(port + 1, taken) : port
}

/** What the cluster names may hold anything; YAML takes a JSON text as it is. */
function yamlText(text: string): string {
  return JSON.stringify(text)
}

function oneWord(text: string): string {
  return text.replace(/[\s\p{Cc},"'`$\\]+/gu, '?')
}
