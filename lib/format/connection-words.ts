import type { BrokerItem } from '#lib/contract/brokers.ts'
import type { Cluster } from '#lib/contract/clusters.ts'
import type { ConnectionCheck, ConnectionCode, ConnectionStep, ConnectionStepName } from '#lib/contract/connection.ts'
import { isMisleading } from '#lib/contract/misleading.ts'

interface StepWords {
  readonly name: string
  /** The technical term, as in the terminal; null: the same. */
  readonly term: string | null
  readonly meaning: string
}

export const stepWords: Record<ConnectionStepName, StepWords> = {
  dns: { name: 'Name', term: 'DNS', meaning: 'Resolves the host name to an address' },
  ssh: { name: 'SSH', term: null, meaning: 'Logs in to the SSH host, through which all connections go' },
  tcp: { name: 'Port', term: 'TCP', meaning: 'Opens a connection to the port' },
  tls: { name: 'TLS', term: null, meaning: 'Negotiates encryption and verifies the certificate of the broker' },
  sasl: { name: 'Authentication', term: 'SASL', meaning: 'Authenticates with the configured credentials' },
  versions: {
    name: 'Kafka',
    term: 'versions',
    meaning: 'Asks which API versions the broker supports, and so whether it is Kafka',
  },
  metadata: {
    name: 'Brokers',
    term: 'metadata',
    meaning: 'Asks for the brokers of the cluster and the addresses that they advertise',
  },
}

/** In the order of the steps. Imported from the contract, they would bring its schemas into the browser. */
export const stepNames: readonly ConnectionStepName[] = ['dns', 'ssh', 'tcp', 'tls', 'sasl', 'versions', 'metadata']

/** What is wrong at a target, as a sentence without its end. */
const failures: Record<ConnectionCode, (target: string) => string> = {
  'dns-not-found': (target) => `the host name in ${target} cannot be resolved`,
  refused: (target) => `nothing listens at ${target}`,
  timeout: (target) => `${target} does not answer`,
  frozen: (target) => `${target} accepts the connection, but does not respond`,
  closed: (target) => `${target} closes the connection`,
  'not-kafka': (target) => `what answers at ${target} is not Kafka`,
  unreachable: (target) => `there is no route to ${target}`,
  'tls-expected': (target) => `${target} expects TLS, but the connection is configured without it`,
  'plaintext-expected': (target) => `${target} does not speak TLS, but the connection is configured with it`,
  'auth-failed': (target) => `${target} rejects the user name or password`,
  mechanism: (target) => `${target} does not support this SASL mechanism`,
  'cert-expired': (target) => `the certificate of ${target} is expired or not valid yet`,
  'cert-self-signed': (target) => `the certificate of ${target} is self-signed`,
  'cert-unknown-ca': (target) => `the certificate of ${target} is signed by an authority that is not trusted here`,
  'cert-name': (target) => `the certificate of ${target} is for another host name`,
  'client-cert-required': (target) => `${target} requires a client certificate`,
  'advertised-unreachable': (target) => `it advertises ${target}, which cannot be reached from here`,
  'other-cluster': (target) => `${target} leads to another cluster`,
  'other-broker': (target) => `${target} leads to another broker of the cluster`,
  'ssh-auth': () => 'the SSH host rejects the login',
  'ssh-host-key': () => 'the key of the SSH host is not the known one, or none is known',
}

/** One address, and how far the connection got. */
export interface Target {
  readonly address: string
  readonly kind: ConnectionStep['kind']
  readonly brokerId: number | null
  readonly status: 'ok' | 'slow' | 'failed' | 'skipped'
  readonly steps: readonly ConnectionStep[]
  /** null: nothing was tried. */
  readonly ms: number | null
}

/** The configured addresses first, then the brokers of the cluster. */
export function readTargets(steps: readonly ConnectionStep[]): Target[] {
  const groups = Map.groupBy(steps, ({ kind, brokerId, target }) => JSON.stringify([kind, brokerId, target]))
  const targets = [...groups.values()].flatMap((of) => (of[0] ? [readTarget(of[0], of)] : []))
  const named = targets.filter(({ kind }) => kind === 'advertised')
  const byId = named.toSorted((a, b) => (a.brokerId ?? 0) - (b.brokerId ?? 0))
  return [...targets.filter(({ kind }) => kind === 'bootstrap'), ...byId]
}

function readTarget({ target, kind, brokerId }: ConnectionStep, steps: readonly ConnectionStep[]): Target {
  const has = (status: Target['status']) => steps.some((step) => step.status === status)
  const times = steps.flatMap(({ ms }) => (ms === null ? [] : [ms]))
  const status = has('failed') ? 'failed' : has('slow') ? 'slow' : has('ok') ? 'ok' : 'skipped'
  const ms = times.length === 0 ? null : times.reduce((sum, time) => sum + time, 0)
  return { address: target, kind, brokerId, status, steps, ms }
}

/** Steps that were not tried are joined, because one reason holds for all of them. */
export function joinUntried(steps: readonly ConnectionStep[]): ConnectionStep[][] {
  const groups: ConnectionStep[][] = []
  for (const step of steps) {
    const last = groups.at(-1)
    const isSame = step.status === 'skipped' && last?.[0]?.status === 'skipped' && last[0].detail === step.detail
    if (isSame) last.push(step)
    else groups.push([step])
  }
  return groups
}

/** The broker at that address, for steps that do not know it. null: unknown. */
export function findBrokerId(
  { address, brokerId }: Pick<Target, 'address' | 'brokerId'>,
  brokers: readonly Pick<BrokerItem, 'id' | 'host' | 'port'>[],
): number | null {
  if (brokerId !== null) return brokerId
  const found = brokers.filter(({ host, port }) => host !== null && formatAddress(host, port) === address.toLowerCase())
  return found.length === 1 ? (found[0]?.id ?? null) : null
}

function formatAddress(host: string, port: number | null): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`.toLowerCase()
}

/** An earlier step with exactly the same advice: `cause` if it has it, else the first one. */
export function findSameAdvice(
  step: ConnectionStep,
  steps: readonly ConnectionStep[],
  cause: ConnectionStep | null,
): ConnectionStep | null {
  if (step.advice === undefined) return null
  const order = cause ? [cause, ...steps] : steps
  const first = order.find(({ advice, fix }) => advice === step.advice && fix === step.fix)
  return first === undefined || first === step ? null : first
}

/** Other addresses for which the advice of `cause` holds as well. */
export function findSameTargets(cause: ConnectionStep, steps: readonly ConnectionStep[]): string[] {
  const same = steps.filter((step) => findSameAdvice(step, [], cause) === cause)
  return [...new Set(same.map(({ target }) => target))].filter((target) => target !== cause.target)
}

/** The step to fix first: if the cluster answers at all, rather that of a broker than that of a spare address. */
export function findCause(steps: readonly ConnectionStep[]): ConnectionStep | null {
  const failed = steps.filter(({ status }) => status === 'failed')
  const ofBroker = wasReached(steps) ? failed.find(({ brokerId }) => brokerId !== null) : undefined
  return ofBroker ?? failed.find(({ advice }) => advice !== undefined) ?? failed[0] ?? null
}

function wasReached(steps: readonly ConnectionStep[]): boolean {
  return steps.some(({ step, status }) => step === 'metadata' && (status === 'ok' || status === 'slow'))
}

export interface Verdict {
  readonly tone: 'ok' | 'warn' | 'bad'
  readonly title: string
  readonly text: string
}

/** The parts of a cluster's status that the verdict depends on. */
export type CurrentState = Pick<Cluster, 'status' | 'asOf' | 'problems'>

/** The result in one sentence, and what it means. */
export function describeVerdict({ steps, ok }: Pick<ConnectionCheck, 'steps' | 'ok'>): Verdict {
  const targets = readTargets(steps)
  const cause = findCause(steps)
  if (ok) return describeDetour(targets) ?? describeGood(targets, cause)
  const why = cause ? describeFailure(cause) : 'not every step could be completed'
  if (!wasReached(steps)) return { tone: 'bad', title: `Not connected: ${why}.`, text: '' }
  const brokers = readBrokers(targets)
  const lost = brokers.filter((of) => of.every(({ status }) => status === 'failed' || status === 'skipped'))
  return { tone: 'bad', title: `The cluster answers, but ${why}.`, text: describeLoss(lost.length, brokers.length) }
}

/** Whether the cluster is healthy by now, so that the result of an earlier check is obsolete. */
export function isObsolete({ ok, checkedAt }: ConnectionCheck, current: CurrentState | undefined): boolean {
  if (ok || current?.status !== 'online' || isMisleading(current)) return false
  return Date.parse(current.asOf) > Date.parse(checkedAt)
}

/**
 * Of a check that is good although a broker was not found where it says that it is: the only one is used at the address
 * where it was found. The dashboard works, other clients do not.
 */
export function describeDetour(targets: readonly Target[]): Verdict | null {
  const broker = targets.find(({ kind, status }) => kind === 'advertised' && status === 'failed')
  const way = targets.find(({ kind, steps }) => kind === 'bootstrap' && wasReached(steps))
  if (!broker || !way) return null
  const isOther = broker.steps.some(({ code }) => code === 'other-cluster')
  const what = isOther ? 'where another cluster answers' : 'which does not lead to it from here'
  return {
    tone: 'warn',
    title: `The broker advertises ${broker.address}, ${what}; Highwater uses ${way.address} instead.`,
    text: 'Other clients on this machine will not be able to connect this way.',
  }
}

/** A bootstrap address may be that of a broker, which may have further addresses. */
function readBrokers(targets: readonly Target[]): Target[][] {
  const brokers = targets.filter(({ brokerId }) => brokerId !== null)
  return [...Map.groupBy(brokers, ({ brokerId }) => brokerId).values()]
}

function describeLoss(lost: number, of: number): string {
  if (lost === 0) return ''
  if (lost === of)
    return 'No broker can be reached at the address that it advertises, so nothing can be read or written.'
  const whose = lost === 1 ? 'its' : 'their'
  return `${lost} of ${of} brokers cannot be reached; ${whose} leader partitions can be neither read nor written.`
}

function describeGood(targets: readonly Target[], cause: ConnectionStep | null): Verdict {
  const brokers = readBrokers(targets).length
  const all = brokers === 0 ? 'The cluster' : brokers === 1 ? 'The broker' : `All ${brokers} brokers`
  if (cause) {
    const title = `Connected, but not through every address: ${describeFailure(cause)}.`
    return { tone: 'warn', title, text: 'One of the configured addresses is enough to connect.' }
  }
  if (targets.some(({ status }) => status === 'slow')) {
    return { tone: 'warn', title: 'Connected, but slowly.', text: `${all} can be reached; a step took over a second.` }
  }
  return {
    tone: 'ok',
    title: 'Connected.',
    text: `${all} can be reached at the advertised ${brokers === 1 ? 'address' : 'addresses'}.`,
  }
}

function describeFailure({ code, target, about = target, step }: ConnectionStep): string {
  return code ? failures[code](about) : `${stepWords[step].name} failed at ${about}`
}

/** "14 ms", or seconds if it took that long. */
export function formatStepTime(ms: number): string {
  return ms < 1_000 ? `${ms < 1 ? '<1' : Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`
}
