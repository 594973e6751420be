import type { AccessFacts, ConnectionStep } from '#lib/contract/connection.ts'
import { readSshTarget } from '#lib/contract/ssh-target.ts'
import { visibleParts } from '#lib/format/visible-text.ts'
import { type Address, formatAddress, isSameAddress, isWorthDetour, leadsElsewhere } from '#lib/kafka/failure.ts'
import type { MetadataBroker } from '#lib/kafka/protocol/metadata.ts'
import { advise } from './advice.ts'
import type { Examined } from './examine.ts'
import type { Fault } from './fault.ts'
import { tellApart } from './identities.ts'
import type { Finding } from './step-log.ts'

export interface Diagnosis {
  readonly steps: ConnectionStep[]
  /** Every broker was reached the way it will be used: the only one, where need be, at another address. */
  readonly ok: boolean
}

interface Subject {
  readonly facts: AccessFacts
  /** Which cluster it was before; null: this is the first that is known of it. */
  readonly clusterId: string | null
  readonly nowMs: number
}

/** Makes steps with advice of what was found, now that it is known of all. */
export function conclude(found: readonly Examined[], { facts, clusterId, nowMs }: Subject): Diagnosis {
  const examined = tellApart(found, clusterId)
  const brokers = examined.find(({ metadata }) => metadata)?.metadata?.brokers ?? []
  const named = examined.map((one) => withBrokerId(one, brokers))
  const explained = named.map(({ target, findings }) => {
    const explain = (fault: Fault) => explainAdvertised(fault, target, { all: named, brokers })
    return {
      target,
      findings: findings.map((finding) => ({ finding, fault: finding.fault && explain(finding.fault) })),
    }
  })
  const steps = explained.flatMap(({ target, findings }) =>
    findings.map(({ finding, fault }) => toStep(finding, { fault, target, facts, nowMs })),
  )
  const isReached = (broker: MetadataBroker) =>
    named.some(({ target, metadata }) => metadata !== null && isSameAddress(target.address, broker))
  const isReachedElsewhere = explained.some(({ findings }) => findings.some(({ fault }) => fault?.isOnlyBroker))
  return { steps, ok: brokers.length > 0 && (isReachedElsewhere || brokers.every(isReached)) }
}

interface Context {
  readonly fault: Fault | undefined
  readonly target: Examined['target']
  readonly facts: AccessFacts
  readonly nowMs: number
}

function toStep(
  { step, status, ms, detail }: Finding,
  { fault, target: tried, facts, nowMs }: Context,
): ConnectionStep {
  const { address, kind, brokerId } = tried
  const target = visible(formatAddress(address))
  const about = step === 'ssh' && facts.ssh !== null && { about: visible(formatAddress(readSshTarget(facts.ssh))) }
  const found = { target, ...about, kind, brokerId, step, status, ms, detail: visible(detail) }
  if (!fault) return found
  const { advice, fix } = advise(fault, { target: address, kind, brokerId, step, access: facts, nowMs })
  return { ...found, code: fault.code, advice: visible(advice), ...(fix && { fix: visibleLines(fix) }) }
}

/** A configured address that the cluster tells, too, is that broker. */
function withBrokerId(examined: Examined, brokers: readonly MetadataBroker[]): Examined {
  const broker = brokers.find((one) => isSameAddress(one, examined.target.address))
  return broker ? { ...examined, target: { ...examined.target, brokerId: broker.id } } : examined
}

interface Surroundings {
  readonly all: readonly Examined[]
  readonly brokers: readonly MetadataBroker[]
}

function explainAdvertised(fault: Fault, { kind, address }: Examined['target'], { all, brokers }: Surroundings): Fault {
  const reached = all.find(({ target, metadata }) => target.kind === 'bootstrap' && metadata !== null)?.target.address
  const isOnlyBroker = brokers.length === 1
  const isElsewhere = isOnlyBroker ? isWorthDetour(fault.code) : leadsElsewhere(fault.code)
  if (kind !== 'advertised' || !isElsewhere || !reached) return fault
  // Through a tunnel, the configured address may be that of any broker: a guess would lead to a wrong one.
  if (fault.code === 'other-cluster') return { ...fault, reached, isOnlyBroker }
  const dialTo = guessAddress(address, all)
  return { code: 'advertised-unreachable', reason: fault.code, reached, dialTo, isOnlyBroker }
}

/** Where an advertised broker most likely is: at the configured address that is none of the others. */
function guessAddress(address: Address, all: readonly Examined[]): Address | null {
  const spare = all
    .filter(({ target, metadata }) => target.kind === 'bootstrap' && target.brokerId === null && metadata !== null)
    .map(({ target }) => target.address)
  const lost = all.filter(({ target, metadata }) => target.kind === 'advertised' && metadata === null)
  if (spare.length === 1 && lost.length === 1) return spare[0] ?? null
  const ofPort = spare.filter(({ port }) => port === address.port)
  return ofPort.length === 1 ? (ofPort[0] ?? null) : null
}

/** Names of brokers and certificates are texts of strangers: nothing in them hides or steers a terminal. */
function visible(text: string): string {
  return visibleParts(text)
    .map((part) => part.text)
    .join('')
}

function visibleLines(text: string): string {
  return text.replace(/[^\P{Cc}\n]|\p{Cf}/gu, '?')
}
