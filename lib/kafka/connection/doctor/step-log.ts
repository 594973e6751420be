import { MalformedReply } from '#lib/bytes/reader.ts'
import { type ConnectionStep, type ConnectionStepName, connectionStepNames } from '#lib/contract/connection.ts'
import { HostKeyRefusal, KeyUnusable } from '#lib/kafka/connection/ssh-failure.ts'
import { ConnectionFailure } from '#lib/kafka/failure.ts'
import { KafkaError } from '#lib/kafka/protocol/error-codes.ts'
import { UnsupportedApi } from '#lib/kafka/protocol/unsupported-api.ts'
import { type Check, TooLate } from './check.ts'
import type { Fault } from './fault.ts'
import { WireFailure } from './wire.ts'

const SLOW_FROM_MS = 1_000
/** A target that had less time than this is not reported as silent. */
const FAIR_MS = 500
const TIMER_SLACK_MS = 50
const MS_PER_SECOND = 1_000

export interface Finding {
  readonly step: ConnectionStepName
  readonly status: ConnectionStep['status']
  readonly ms: number | null
  readonly detail: string
  readonly fault?: Fault
}

/** A step that failed, and is understood. */
export class StepFailure extends Error {
  override name = 'StepFailure'
  readonly fault: Fault

  constructor(fault: Fault, detail: string) {
    super(detail)
    this.fault = fault
  }
}

/** A step that turned out not to be one to take. */
export class StepSkipped extends Error {
  override name = 'StepSkipped'
}

interface Done<Result> {
  readonly result: Result
  readonly detail: string
}

/** What was found at each step of the way to one broker. */
export class StepLog {
  readonly #check: Check
  readonly #findings = new Map<ConnectionStepName, Finding>()

  constructor(check: Check) {
    this.#check = check
  }

  /** Takes a step, and notes what came of it; null: there is no going on. */
  async run<Result>(step: ConnectionStepName, deadlineMs: number, work: () => Promise<Done<Result>>) {
    if (this.#check.leftMs === 0) return null
    const startedMs = performance.now()
    const elapsedMs = () => Math.round((performance.now() - startedMs) * 10) / 10
    try {
      const { result, detail } = await this.#check.inTime(deadlineMs, work)
      const ms = elapsedMs()
      this.#findings.set(step, { step, status: ms > SLOW_FROM_MS ? 'slow' : 'ok', ms, detail })
      return { result }
    } catch (error) {
      if (this.#check.isCalledOff) throw error
      if (error instanceof StepSkipped) this.skip(step, error.message)
      else this.#failUnlessCutShort(step, toStepFailure(step, error), elapsedMs())
      return null
    }
  }

  /** Who had hardly any time left says nothing about the broker by not having answered. */
  #failUnlessCutShort(step: ConnectionStepName, failure: StepFailure, ms: number): void {
    const { code } = failure.fault
    const isSilent = code === 'timeout' || code === 'frozen'
    if (isSilent && ms < FAIR_MS && this.#check.leftMs < TIMER_SLACK_MS) this.skip(step, CUT_SHORT)
    else this.fail(step, failure, ms)
  }

  fail(step: ConnectionStepName, { fault, message }: StepFailure, ms: number | null = null): void {
    this.#findings.set(step, {
      step,
      status: 'failed',
      ms: ms ?? this.#findings.get(step)?.ms ?? null,
      detail: message,
      fault,
    })
  }

  skip(step: ConnectionStepName, detail: string): void {
    this.#findings.set(step, { step, status: 'skipped', ms: null, detail })
  }

  /** In the order of the contract; what was not come to is skipped. */
  findings(): Finding[] {
    const steps = connectionStepNames.filter((step) => step !== 'ssh' || this.#check.access.ssh)
    const hasFailed = [...this.#findings.values()].some(({ status }) => status === 'failed')
    const why = hasFailed ? 'not tried, as it failed before' : this.#whyNotTried()
    return steps.map((step) => this.#findings.get(step) ?? { step, status: 'skipped', ms: null, detail: why })
  }

  #whyNotTried(): string {
    const isLoginSkipped = this.#check.access.sasl && this.#findings.get('sasl')?.status === 'skipped'
    return isLoginSkipped ? 'not tried, as the login was not' : 'not tried: the time of the check was up'
  }
}

const CUT_SHORT = 'no time was left for an answer; check again'

/** Every way to fail that a network or a broker has; what is left is a bug of ours, and thrown as that. */
export function toStepFailure(step: ConnectionStepName, error: unknown): StepFailure {
  if (error instanceof StepFailure) return error
  // The line to write, and the fingerprint, are in the advice.
  if (error instanceof HostKeyRefusal) return new StepFailure(faultOf(error), 'its key is not one to be trusted')
  if (error instanceof KeyUnusable) return new StepFailure(faultOf(error), 'the key could not be opened')
  if (error instanceof ConnectionFailure) return new StepFailure(faultOf(error), error.message)
  if (error instanceof TooLate) {
    const code = step === 'dns' || step === 'ssh' || step === 'tcp' ? 'timeout' : 'frozen'
    return new StepFailure({ code }, `no answer within ${(error.afterMs / MS_PER_SECOND).toFixed(1)} s`)
  }
  if (error instanceof WireFailure) return new StepFailure({ code: wireCodes[error.kind] }, wireWords[error.kind])
  if (error instanceof MalformedReply) return new StepFailure({ code: 'not-kafka' }, wireWords.stranger)
  if (error instanceof UnsupportedApi || error instanceof KafkaError) {
    return new StepFailure({ code: 'unreachable', words: error.message }, error.message)
  }
  throw error
}

function faultOf(failure: ConnectionFailure): Fault {
  const { code, message } = failure
  if (failure instanceof KeyUnusable) return { code, words: message, isKeyUnusable: true }
  if (!(failure instanceof HostKeyRefusal)) return { code, words: message }
  return { code, words: failure.finding, ...(failure.line !== null && { line: failure.line }) }
}

const wireCodes = { closed: 'closed', tls: 'tls-expected', stranger: 'not-kafka' } as const

const wireWords = {
  closed: 'the broker closed the connection',
  tls: 'the port speaks TLS',
  stranger: 'the answer is not one of Kafka',
}
