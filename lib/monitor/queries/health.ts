import type { ClusterStatus } from '#lib/contract/clusters.ts'
import type { Problem } from '#lib/contract/common.ts'
import { counted } from '#lib/format/number.ts'
import type { Detour } from '#lib/kafka/connection/dialler.ts'
import { type Address, formatAddress, isSameAddress } from '#lib/kafka/failure.ts'
import { type BrokerFacts, isNobodyWhereAdvertised, isOnline, isReplaced } from '#lib/monitor/snapshot/broker-facts.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'
import {
  countBelowMinIsr,
  countLeaderDown,
  countLeaderless,
  countUnderReplicated,
} from '#lib/monitor/snapshot/partition-counts.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'

/** A problem is a few sentences, however many brokers there are. */
const MAX_NAMED = 5
/** "a, b, or c" */
const anyOf = new Intl.ListFormat('en', { type: 'disjunction' })

export function clusterStatus({ snapshot, failure }: MonitorState): ClusterStatus {
  if (!snapshot) return failure ? 'offline' : 'connecting'
  if (failure && snapshot.brokers.every((broker) => !isOnline(broker))) return 'offline'
  return failure || clusterProblems(snapshot).length > 0 ? 'degraded' : 'online'
}

/** What is wrong with the cluster, the worst first. */
export function clusterProblems(snapshot: Snapshot): Problem[] {
  const isLost = isNobodyWhereAdvertised(snapshot)
  const nameDown = (down: readonly BrokerFacts[]) =>
    isLost || (down.length > 0 && down.every(isReplaced)) ? 'cannot be reached from here' : 'is down'
  const down = snapshot.brokers.filter(({ liveness }) => liveness.online === false)
  const problems: Problem[] = []
  const unasked = snapshot.brokers.find(({ liveness }) => liveness.online === null && liveness.failure)
  if (unasked?.liveness.failure) {
    const message = `${unasked.liveness.failure.message} Nothing is known of the brokers, which are reached through it.`
    problems.push({ field: 'brokerCount', code: 'ssh', message })
  }
  if (snapshot.quorumLostAtMs !== null) {
    problems.push({
      field: 'quorumLostAt',
      code: 'no-quorum',
      message:
        'No controller quorum: leaders and in-sync replicas are shown as of the last response of a controller. ' +
        'Nothing can be created or changed until a majority of the controllers is back.',
    })
  }
  const leaderless = countLeaderless(snapshot)
  if (leaderless > 0) {
    problems.push({
      field: 'leaderless',
      code: 'leaderless',
      message: `${counted(leaderless, 'partition is', 'partitions are')} offline and can be neither read nor written.`,
    })
  }
  const leaderDown = countLeaderDown(snapshot)
  if (leaderDown > 0) {
    const are = counted(leaderDown, 'partition is', 'partitions are')
    problems.push({
      field: 'leaderDown',
      code: 'leader-down',
      message: `${are} led by a broker that ${nameDown(down.filter(({ leaders }) => leaders > 0))}, and can be neither read nor written until a new leader is elected.`,
    })
  }
  const belowMinIsr = countBelowMinIsr(snapshot)
  if (belowMinIsr > 0) {
    const refuse = counted(belowMinIsr, 'partition refuses', 'partitions refuse')
    problems.push({
      field: 'belowMinIsr',
      code: 'below-min-isr',
      message: `${refuse} writes with acks=all: fewer replicas are in sync than min.insync.replicas requires.`,
    })
  }
  for (const broker of down) {
    const { failure } = broker.liveness
    const why = failure && isReplaced(broker) ? ` ${failure.message}` : ''
    const message = `Broker ${broker.id} ${nameDown([broker])}.${why}`
    problems.push({
      field: 'brokerCount',
      code: failure?.code === 'other-cluster' ? failure.code : 'broker-down',
      message,
    })
  }
  const underReplicated = countUnderReplicated(snapshot)
  if (underReplicated > 0) {
    problems.push({
      field: 'underReplicated',
      code: 'under-replicated',
      message: `${counted(underReplicated, 'partition is', 'partitions are')} under-replicated.`,
    })
  }
  return problems
}

/** Nothing is wrong with the cluster, but other clients will be as lost as we would be. */
export function detourProblems({ detour }: Snapshot): Problem[] {
  if (!detour) return []
  const [advertised, dialled] = [formatAddress(detour.advertised), formatAddress(detour.dialled)]
  const message =
    `The broker advertises ${advertised}, ${whyNotThere(detour)}, so ${dialled} is used instead. ` +
    `Set its advertised.listeners to an address that all clients can reach, or map it in the configuration of Highwater: ` +
    `hostMap: { "${advertised}": "${dialled}" }`
  return [{ field: 'bootstrap', code: 'advertised-unreachable', message }]
}

function whyNotThere({ reason, ids }: Detour): string {
  if (ids) return `but another cluster (id ${ids.other}, not ${ids.own}) answers there`
  return reason === 'not-kafka' ? 'but what answers there is not Kafka' : 'which cannot be reached from here'
}

/** A configured address answers, and advertises addresses at which no broker does. */
export function elsewhereProblems({ snapshot, failure }: MonitorState, bootstrap: readonly Address[]): Problem[] {
  if (!snapshot || failure || !isNobodyWhereAdvertised(snapshot)) return []
  const advertised = snapshot.brokers.flatMap(({ address }) => address ?? [])
  const reached = bootstrap.filter((one) => !advertised.some((other) => isSameAddress(one, other)))
  if (reached.length === 0) return []
  const named = advertised.slice(0, MAX_NAMED).map(formatAddress)
  const more = advertised.length > MAX_NAMED ? [`${advertised.length - MAX_NAMED} more`] : []
  const message =
    `${anyOf.format(reached.map(formatAddress))} responds, but the cluster advertises ` +
    `${[...named, ...more].join(', ')}, which cannot be reached from here. So the brokers are probably not down: ` +
    'their advertised.listeners name addresses that only work elsewhere. The Connection page says what to do.'
  return [{ field: 'bootstrap', code: 'advertised-unreachable', message }]
}

/** Why facts of the cluster are missing. Not knowing something is nothing wrong with the cluster. */
export function missingFacts({ controllerId, kafkaVersion, quorumLostAtMs, quorumFailure }: Snapshot): Problem[] {
  const problems: Problem[] = []
  if (controllerId === null && quorumLostAtMs === null) {
    const { code, message } = quorumFailure ?? { code: 'unknown', message: 'No controller has responded yet.' }
    problems.push({ field: 'controllerId', code, message })
  }
  if (kafkaVersion === null) {
    const message =
      'The brokers do not report the metadata.version that they support, from which the release is inferred.'
    problems.push({ field: 'kafkaVersion', code: 'unsupported', message })
  }
  return problems
}

export function brokerProblems({ id, address, liveness, fenced }: BrokerFacts): Problem[] {
  if (!address) {
    const message = `Partitions have replicas on broker ${id}, but no broker with this ID is registered.`
    return [{ field: 'online', code: 'not-registered', message }]
  }
  if (liveness.failure) return [{ field: 'online', code: liveness.failure.code, message: liveness.failure.message }]
  if (liveness.online === null) {
    return [{ field: 'online', code: 'unknown', message: `${formatAddress(address)} has not been contacted yet.` }]
  }
  if (fenced) {
    const message = `Broker ${id} responds, but is still fenced by the controller; it leads no partitions meanwhile.`
    return [{ field: null, code: 'fenced', message }]
  }
  return []
}
