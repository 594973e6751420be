import { isDeepStrictEqual } from 'node:util'
import type { ClusterStatus } from '#lib/contract/clusters.ts'
import type { ClientFiles, ConnectionCheck, ConnectionCode } from '#lib/contract/connection.ts'
import { AppError } from '#lib/contract/errors.ts'
import { type ClusterAccess, describeAccess } from '#lib/kafka/connection/access.ts'
import type { Diagnosis } from '#lib/kafka/connection/doctor/conclude.ts'
import { type DiagnoseOptions, diagnose } from '#lib/kafka/connection/doctor/diagnose.ts'
import type { MonitorState } from '#lib/monitor/snapshot/monitor-state.ts'
import { clusterStatus } from './health.ts'

/** The findings about a cluster with a problem are kept for so long. */
const FRESH_MS = 60_000
/** A refused login is repeated only on request. No secret is sent before other refusals are ruled out. */
const refusedLogins: ReadonlySet<ConnectionCode | undefined> = new Set<ConnectionCode>(['auth-failed', 'ssh-auth'])

/** The cluster as it is at the moment of asking. */
export interface CheckSubject {
  readonly access: ClusterAccess
  readonly files: ClientFiles
  readonly state: MonitorState
  /** Which cluster it was before; null: nothing is known of it yet. */
  readonly clusterId: string | null
}

interface Options {
  readonly look?: (access: ClusterAccess, options: DiagnoseOptions) => Promise<Diagnosis>
  /** Connects to the cluster again, as its connection has just been checked. */
  readonly reconnect: () => Promise<void>
  readonly now?: () => number
}

interface Known {
  readonly check: ConnectionCheck
  /** Compared by content: it is read again whenever any file of the configuration changes. */
  readonly access: ClusterAccess
  readonly standing: string
  readonly atMs: number
}

interface Flight {
  readonly access: ClusterAccess
  readonly attempted: ConnectionCode | null
  readonly result: Promise<ConnectionCheck>
  readonly cancel: AbortController
  waiting: number
}

/**
 * The checks of one cluster's connection: one at a time however many requests, and the last one kept. They run on the thread that
 * serves, not in the one that watches the cluster: they are short and few, and are wanted most while that one has trouble.
 */
export class ConnectionChecks {
  readonly #look: NonNullable<Options['look']>
  readonly #reconnect: () => Promise<void>
  readonly #now: () => number
  #last: Known | null = null
  #flight: Flight | null = null

  constructor({ look = diagnose, reconnect, now = Date.now }: Options) {
    this.#look = look
    this.#reconnect = reconnect
    this.#now = now
  }

  /** What was found last, while it holds; else looks. Never tries a login again that was refused. */
  read(subject: CheckSubject, signal: AbortSignal): Promise<ConnectionCheck> {
    if (this.#flight && isDeepStrictEqual(this.#flight.access, subject.access)) return this.#join(this.#flight, signal)
    const last = this.#last
    if (last && this.#holds(last, subject)) return Promise.resolve(last.check)
    return this.#join(this.#start(subject, this.#refusalOf(subject)), signal)
  }

  /** Looks now, with logins, and then has the cluster be connected to. */
  checkNow(subject: CheckSubject, signal: AbortSignal): Promise<ConnectionCheck> {
    const flight = this.#flight
    if (flight?.attempted === null && isDeepStrictEqual(flight.access, subject.access))
      return this.#join(flight, signal)
    const started = this.#start(subject, null)
    started.result.then(
      (check) => {
        // Whoever was just refused would only be refused once more.
        if (!refusalIn(check)) this.#reconnect().catch(() => {})
      },
      () => {},
    )
    return this.#join(started, signal)
  }

  #start({ access, files, state, clusterId }: CheckSubject, attempted: ConnectionCode | null): Flight {
    const cancel = new AbortController()
    const looking = this.#look(access, { files, attempted, clusterId, signal: cancel.signal })
    const result = looking.then(({ steps, ok }) => {
      const atMs = this.#now()
      const checkedAt = new Date(atMs).toISOString()
      const check = { steps, ok, checkedAt, access: describeAccess(access, files) }
      // One that another look overtook was about less, or about another way.
      if (this.#flight === flight) this.#last = { check, access, standing: standingOf(state), atMs }
      return check
    })
    const flight: Flight = { access, attempted, result, cancel, waiting: 0 }
    const land = () => {
      if (this.#flight === flight) this.#flight = null
    }
    result.then(land, land)
    this.#flight = flight
    return flight
  }

  /** Waits for it with the other requests. It is cancelled when the last of them is. */
  #join(flight: Flight, signal: AbortSignal): Promise<ConnectionCheck> {
    flight.waiting++
    return new Promise((resolve, reject) => {
      const leave = () => {
        flight.waiting--
        if (flight.waiting === 0) this.#callOff(flight, signal.reason)
        reject(new AppError('unavailable', 'This check was cancelled.', { cause: signal.reason }))
      }
      if (signal.aborted) return leave()
      signal.addEventListener('abort', leave, { once: true })
      flight.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    })
  }

  #callOff(flight: Flight, reason: unknown): void {
    if (this.#flight === flight) this.#flight = null
    flight.cancel.abort(reason)
  }

  #holds({ check, access, standing, atMs }: Known, subject: CheckSubject): boolean {
    if (!isDeepStrictEqual(access, subject.access) || standing !== standingOf(subject.state)) return false
    // A cluster that is well may since have lost what was wrong with the way to it, without anything that tells.
    const isWell = check.steps.every(({ status }) => status !== 'failed')
    return (clusterStatus(subject.state) === 'online' && isWell) || this.#now() - atMs < FRESH_MS
  }

  #refusalOf({ access, state: { failure, snapshot } }: CheckSubject): ConnectionCode | null {
    if (snapshot && !failure) return null
    if (failure?.reason && refusedLogins.has(failure.reason)) return failure.reason
    const last = this.#last
    return last && isDeepStrictEqual(last.access, access) ? refusalIn(last.check) : null
  }
}

function refusalIn({ steps }: ConnectionCheck): ConnectionCode | null {
  return steps.find(({ code }) => refusedLogins.has(code))?.code ?? null
}

/** What has to be the same for a look to be still about this. */
function standingOf(state: MonitorState): `${ClusterStatus} ${string}` {
  return `${clusterStatus(state)} ${state.failure?.reason ?? state.failure?.code ?? ''}`
}
