import type { BrokerItem } from '#lib/contract/brokers.ts'
import type { Cluster } from '#lib/contract/clusters.ts'
import { formatDuration } from './duration.ts'
import { counted } from './number.ts'
import { formatTime } from './time.ts'

export interface HealthNote {
  readonly tone: 'ok' | 'warn' | 'bad'
  readonly title: string
  readonly text: string
  /** The brokers it is about, for those who can do something with them. */
  readonly brokerIds: readonly number[]
}

/** What makes the rest doubtful: that nobody answers, or that the controllers do not. Belongs on every page. */
export function describeDoubt(cluster: Cluster, nowMs: number): HealthNote[] {
  return [describeSilence(cluster, nowMs), describeQuorum(cluster, nowMs)].filter((note) => note !== null)
}

/** How brokers and partitions are, the worst first, in words that need no knowledge of Kafka's own. */
export function describeHealth(cluster: Cluster, brokers: readonly BrokerItem[], nowMs: number): HealthNote[] {
  const down = brokers.filter((broker) => !broker.online)
  if (cluster.status === 'offline') return []
  if (down.length > 0) return [describeDownBrokers(cluster, down, nowMs)]
  const copies = describeCopies(cluster)
  if (copies) return [copies]
  return describeDoubt(cluster, nowMs).length > 0 ? [] : [describeAllWell(cluster)]
}

function describeSilence(cluster: Cluster, nowMs: number): HealthNote | null {
  const silence = cluster.problems.find((problem) => problem.field === 'asOf')
  if (!silence) return null
  const title = cluster.status === 'offline' ? 'The cluster does not answer.' : 'The last question was not answered.'
  const text = `${silence.message} What you see is as of ${formatTime(cluster.asOf, nowMs)}; Highwater keeps trying.`
  return { tone: 'bad', title, text, brokerIds: [] }
}

function describeQuorum({ quorumLostAt, status }: Cluster, nowMs: number): HealthNote | null {
  if (quorumLostAt === null || status === 'offline') return null
  return {
    tone: 'bad',
    title: `No controller quorum: leadership is as of ${formatTime(quorumLostAt, nowMs)}.`,
    text: 'Too few controllers are up to agree on anything. What is led by a broker that is up can still be read and written; leaders cannot move, and nothing can be created or changed.',
    brokerIds: [],
  }
}

function describeDownBrokers(cluster: Cluster, down: readonly BrokerItem[], nowMs: number): HealthNote {
  const [first] = down
  const since = first?.downSince ? ` for ${formatDuration(nowMs - Date.parse(first.downSince))}` : ''
  const title =
    down.length === 1
      ? `Broker ${listIds(down)} has been down${since}.`
      : `Brokers ${listIds(down)} are down, the first${since}.`
  return { tone: 'bad', title, text: describeLoss(cluster), brokerIds: down.map((broker) => broker.id) }
}

function describeCopies(cluster: Cluster): HealthNote | null {
  if (cluster.leaderless === 0 && cluster.underReplicated === 0) return null
  const title = cluster.leaderless > 0 ? 'Some partitions have no leader.' : 'Some copies are behind.'
  return { tone: cluster.leaderless > 0 ? 'bad' : 'warn', title, text: describeLoss(cluster), brokerIds: [] }
}

function describeLoss({ leaderless, underReplicated }: Cluster): string {
  if (leaderless === 0 && underReplicated === 0) return 'Every partition still has a leader and all its copies.'
  const short =
    underReplicated > 0
      ? `${counted(underReplicated, 'partition')} ${have(underReplicated)} fewer copies in step than ${underReplicated === 1 ? 'it' : 'they'} should; `
      : ''
  const led =
    leaderless > 0
      ? `${counted(leaderless, 'partition')} ${have(leaderless)} no leader and can be neither read nor written.`
      : 'none is without a leader, so everything can still be read and written.'
  return short + led
}

function describeAllWell(cluster: Cluster): HealthNote {
  const brokers = cluster.brokerCount === 1 ? 'The broker answers' : `All ${cluster.brokerCount} brokers answer`
  return {
    tone: 'ok',
    title: 'Everything is as it should be.',
    text: `${brokers}, every partition has a leader, and all copies are in step.`,
    brokerIds: [],
  }
}

function have(count: number): string {
  return count === 1 ? 'has' : 'have'
}

function listIds(brokers: readonly BrokerItem[]): string {
  const ids = brokers.map((broker) => String(broker.id))
  return ids.length < 2 ? ids.join('') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`
}
