import type { BrokerItem } from '#lib/contract/brokers.ts'
import type { Cluster } from '#lib/contract/clusters.ts'
import type { Warning } from '#lib/contract/common.ts'
import { errorStatus } from '#lib/contract/errors.ts'
import { isMisleading } from '#lib/contract/misleading.ts'
import { formatDuration } from './duration.ts'
import { counted, formatNumber } from './number.ts'
import { formatTime } from './time.ts'
import type { TimeZone } from './time-zone.ts'

export interface HealthNote {
  /** The subject; no two notes on a page have the same. */
  readonly id: 'silence' | 'quorum' | 'brokers' | 'replicas' | 'log' | 'healthy'
  readonly tone: 'ok' | 'warn' | 'bad'
  readonly title: string
  /** The end of the title, separate because it changes every second and must not be announced each time. */
  readonly age: string
  readonly text: string
  /** The affected brokers, for the actions on them. */
  readonly brokerIds: readonly number[]
}

/**
 * What makes the rest of the page unreliable: no broker answers, no controller quorum, or nothing is logged.
 * Shown on every page.
 * `isWaitingForUser`: nothing is retried before the user asks for it.
 */
export function describeUnreliability(
  cluster: Cluster,
  isWaitingForUser: boolean,
  nowMs: number,
  zone: TimeZone,
): HealthNote[] {
  return [
    describeSilence(cluster, isWaitingForUser, nowMs, zone),
    describeQuorum(cluster, nowMs, zone),
    describeLog(cluster),
  ].filter((note) => note !== null)
}

/** Whether a warning of a list repeats what `describeUnreliability` says above it. */
export function repeatsUnreliability({ code, scope }: Warning): boolean {
  return scope === null && (code === 'no-quorum' || Object.hasOwn(errorStatus, code))
}

/** The health of brokers and partitions, the worst first, in plain sentences. */
export function describeHealth(
  cluster: Cluster,
  brokers: readonly BrokerItem[],
  nowMs: number,
  zone: TimeZone,
): HealthNote[] {
  // One without that time has not been asked, or cannot be.
  const down = brokers.filter(({ downSince }) => downSince !== null)
  if (cluster.status === 'offline') return []
  // Misleading addresses have a note of their own: the brokers are probably not down.
  if (isMisleading(cluster) && down.length === brokers.length && cluster.brokerCount === 0) return []
  if (down.length > 0) return [describeDownBrokers(cluster, down, nowMs, zone)]
  const replicas = describeReplicas(cluster)
  if (replicas) return [replicas]
  if (cluster.status === 'online') return [describeHealthy(cluster)]
  const ssh = cluster.problems.find(({ code }) => code === 'ssh')
  if (ssh) return [{ id: 'brokers', tone: 'bad', title: ssh.message, age: '', text: AS_BEFORE, brokerIds: [] }]
  // The list of brokers is not loaded yet or incomplete; the cluster status has the ids of those that are down.
  const text = cluster.problems.filter(({ field }) => field === 'brokerCount').map(({ message }) => message)
  if (text.length === 0) return []
  return [{ id: 'brokers', tone: 'bad', title: text.join(' '), age: '', text: describeLoss(cluster), brokerIds: [] }]
}

function describeSilence(
  cluster: Cluster,
  isWaitingForUser: boolean,
  nowMs: number,
  zone: TimeZone,
): HealthNote | null {
  const silence = cluster.problems.find((problem) => problem.field === 'asOf')
  if (!silence) return null
  const title = cluster.status === 'offline' ? 'The cluster is not responding.' : 'The last request was not answered.'
  const next = isWaitingForUser ? 'Highwater does not retry by itself' : 'Highwater keeps trying'
  const text = `${silence.message} The data on this page is stale since ${formatTime(cluster.asOf, nowMs, zone)}; ${next}.`
  return { id: 'silence', tone: 'bad', title, age: '', text, brokerIds: [] }
}

function describeQuorum({ quorumLostAt, status }: Cluster, nowMs: number, zone: TimeZone): HealthNote | null {
  if (quorumLostAt === null || status === 'offline') return null
  return {
    id: 'quorum',
    tone: 'bad',
    age: '',
    title: `No controller quorum: leadership is as of ${formatTime(quorumLostAt, nowMs, zone)}.`,
    text: 'Too few controllers are up to form a quorum. Partitions whose leader is up can still be read and written, but no new leader can be elected and nothing can be created or changed.',
    brokerIds: [],
  }
}

function describeLog({ problems }: Cluster): HealthNote | null {
  const text = problems.find(({ code }) => code === 'log')?.message
  if (text === undefined) return null
  return { id: 'log', tone: 'warn', title: 'The dashboard cannot write its log.', age: '', text, brokerIds: [] }
}

function describeDownBrokers(
  cluster: Cluster,
  down: readonly BrokerItem[],
  nowMs: number,
  _zone: TimeZone,
): HealthNote {
  const sinceMs = down.flatMap(({ downSince }) => (downSince === null ? [] : Date.parse(downSince)))
  const since = sinceMs.length > 0 ? ` for ${formatDuration(nowMs - Math.min(...sinceMs))}` : ''
  const isOne = down.length === 1
  return {
    id: 'brokers',
    tone: 'bad',
    title: isOne ? `Broker ${listIds(down)} has been down` : `Brokers ${listIds(down)} are down`,
    age: since && (isOne ? `${since}.` : `, the first${since}.`),
    text:
      countLoss(cluster) === 0 && down.some(({ replicas }) => replicas > 0) ? NOT_REPORTED_YET : describeLoss(cluster),
    brokerIds: down.map((broker) => broker.id),
  }
}

function describeReplicas(cluster: Cluster): HealthNote | null {
  if (cluster.leaderless === 0 && cluster.underReplicated === 0) return null
  const title = cluster.leaderless > 0 ? 'Offline partitions.' : 'Under-replicated partitions.'
  const tone = cluster.leaderless > 0 ? 'bad' : 'warn'
  return { id: 'replicas', tone, title, age: '', text: describeLoss(cluster), brokerIds: [] }
}

const AS_BEFORE = 'The rest of the page shows what was known before; see the page Connection.'
const NOT_REPORTED_YET = 'The cluster has not reported yet which partitions this affects.'

function countLoss({ leaderless, leaderDown, underReplicated }: Cluster): number {
  return leaderless + leaderDown + underReplicated
}

function describeLoss(cluster: Cluster): string {
  const { leaderless, leaderDown, underReplicated, belowMinIsr, quorumLostAt } = cluster
  if (countLoss(cluster) === 0) return 'Every partition has a leader, and all replicas are in sync.'
  const short =
    underReplicated > 0 ? `${counted(underReplicated, 'partition is', 'partitions are')} under-replicated; ` : ''
  const lost = leaderless > 0 ? `${counted(leaderless, 'partition is', 'partitions are')} offline` : ''
  const until =
    quorumLostAt === null ? 'until a new leader is elected' : 'until that broker or the controller quorum is back'
  const waiting =
    leaderDown > 0 ? `${counted(leaderDown, 'partition is', 'partitions are')} led by a broker that is down` : ''
  if (!lost && !waiting && belowMinIsr > 0) {
    const refuse = belowMinIsr === 1 ? '1 of them refuses' : `${belowMinIsr} of them refuse`
    return `${short}everything can still be read, but ${refuse} writes with acks=all: fewer replicas are in sync than min.insync.replicas requires.`
  }
  if (!lost && !waiting) return `${short}none is offline, so everything can still be read and written.`
  const both = [lost, waiting].filter(Boolean).join(' and ')
  return `${short}${both}, and can be neither read nor written${waiting && ` ${until}`}.`
}

function describeHealthy({ brokerCount, brokersExpected }: Cluster): HealthNote {
  return {
    id: 'healthy',
    tone: 'ok',
    age: '',
    title: 'Healthy',
    text: `· ${formatNumber(brokerCount)} of ${counted(brokersExpected, 'broker')}, 0 offline, 0 under-replicated partitions`,
    brokerIds: [],
  }
}

function listIds(brokers: readonly BrokerItem[]): string {
  const ids = brokers.map((broker) => String(broker.id))
  return ids.length < 2 ? ids.join('') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`
}
