import { type SnapshotPart, snapshotParts } from '#lib/contract/snapshot-parts.ts'
import type { Quorum } from '#lib/kafka/protocol/describe-quorum.ts'
import { type BrokerFacts, isNobodyWhereAdvertised } from '#lib/monitor/snapshot/broker-facts.ts'
import { sameColumns } from '#lib/monitor/snapshot/columns.ts'
import type { RoundFailure } from '#lib/monitor/snapshot/round-failure.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import type { TierAge, TierName } from '#lib/monitor/snapshot/tier-ages.ts'

interface State {
  readonly snapshot: Snapshot | null
  readonly failure: RoundFailure | null
}

/**
 * Which lists and pages must be read again, so that an event makes a browser fetch only what changed. That the same is
 * known as of a later moment is no change.
 */
export function changedParts(before: State, after: State): SnapshotPart[] {
  if (!before.snapshot || !after.snapshot) return [...snapshotParts]
  const [a, b] = [before.snapshot, after.snapshot]
  // Every list warns of these.
  const isSameForAll = sameFacts({ ...before.failure }, { ...after.failure }) && a.quorumLostAtMs === b.quorumLostAtMs
  const isSame = {
    brokers: isSameForAll && sameBrokers(a, b),
    topics: isSameForAll && sameTopics(a, b),
    groups: isSameForAll && sameColumns(a.groups, b.groups) && sameTiers(a, b, ['groups', 'offsets']),
    cluster: isSameForAll && sameCluster(a, b),
    quorum: isSameForAll && sameQuorum(a, b),
  }
  if (!isSame.brokers || !isSame.topics) isSame.cluster = false
  return snapshotParts.filter((part) => !isSame[part])
}

function sameBrokers(a: Snapshot, b: Snapshot): boolean {
  return (
    sameFacts(a.brokers.map(withoutAge), b.brokers.map(withoutAge)) &&
    sameFacts(a.features, b.features) &&
    sameController(a, b) &&
    sameTiers(a, b, ['logDirs'])
  )
}

function withoutAge({ disks: { list, failure }, ...facts }: BrokerFacts): object {
  return { ...facts, list, failure }
}

function sameTopics(a: Snapshot, b: Snapshot): boolean {
  return (
    a.catalog === b.catalog &&
    a.downBrokers.join() === b.downBrokers.join() &&
    sameColumns(a.topics, b.topics) &&
    sameColumns(a.offsets, b.offsets) &&
    sameColumns(a.leadership, b.leadership) &&
    sameColumns(a.configs, b.configs) &&
    sameColumns(a.sizes, b.sizes) &&
    sameTiers(a, b, ['offsets', 'configs', 'logDirs'])
  )
}

function sameCluster(a: Snapshot, b: Snapshot): boolean {
  return (
    a.kafkaVersion === b.kafkaVersion &&
    isNobodyWhereAdvertised(a) === isNobodyWhereAdvertised(b) &&
    sameController(a, b) &&
    sameFacts({ ...a.detour }, { ...b.detour })
  )
}

function sameController(a: Snapshot, b: Snapshot): boolean {
  return a.controllerId === b.controllerId && sameFacts({ ...a.quorumFailure }, { ...b.quorumFailure })
}

/** The metadata log moves also where nothing else does, so this is a part of its own. */
function sameQuorum(a: Snapshot, b: Snapshot): boolean {
  return sameController(a, b) && sameFacts({ ...withoutAges(a.quorum) }, { ...withoutAges(b.quorum) })
}

function withoutAges(quorum: Quorum | null): object | null {
  const place = ({ id, logEndOffset }: Quorum['voters'][number]) => ({ id, logEndOffset })
  return quorum && { ...quorum, voters: quorum.voters.map(place), observers: quorum.observers.map(place) }
}

/** Whether the same questions have been answered, or failed in the same way. */
function sameTiers(a: Snapshot, b: Snapshot, names: readonly TierName[]): boolean {
  const state = ({ asOfMs, failure }: TierAge) => ({ isKnown: asOfMs !== null, ...failure })
  return names.every((name) => sameFacts(state(a.tiers[name]), state(b.tiers[name])))
}

/** Compares facts, and what is nested in them. */
function sameFacts(a: object, b: object): boolean {
  const names = Object.keys(a)
  if (names.length !== Object.keys(b).length) return false
  return names.every((name) => {
    const [value, other]: unknown[] = [Reflect.get(a, name), Reflect.get(b, name)]
    return value === other || (isObject(value) && isObject(other) && sameFacts(value, other))
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
