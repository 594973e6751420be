import { expect, onTestFinished } from 'vitest'
import type { ConnectionCode, ConnectionStep, ConnectionStepName } from '#lib/contract/connection.ts'
import type { ClusterAccess, TlsAccess } from '#lib/kafka/connection/access.ts'
import type { CheckDeadlines } from '#lib/kafka/connection/doctor/deadlines.ts'
import { type DiagnoseOptions, diagnose } from '#lib/kafka/connection/doctor/diagnose.ts'
import type { Address } from '#lib/kafka/failure.ts'
import type { SaslAccess } from '#lib/kafka/transport/sasl-access.ts'

const PATIENT_MS = 10 * 60_000
/** For tests in which every step gets its answer, so that they hold on a busy machine, too. */
export const patient: CheckDeadlines = {
  total: PATIENT_MS,
  dns: PATIENT_MS,
  ssh: PATIENT_MS,
  tcp: PATIENT_MS,
  tls: PATIENT_MS,
  versions: PATIENT_MS,
  sasl: PATIENT_MS,
  metadata: PATIENT_MS,
  suspicion: PATIENT_MS,
}
export const PASSWORD = 'fake-canary-password'

export const alice = { mechanism: 'scram-sha-256', username: 'alice', password: PASSWORD } as const satisfies SaslAccess
/** How a broker knows her. */
export const login = { mechanisms: ['SCRAM-SHA-256'], username: 'alice', password: PASSWORD }

/** Closed when the test is over. */
export function kept<T extends { close: () => void }>(server: T): T {
  onTestFinished(() => server.close())
  return server
}

export function trusting(ca: string, change: Partial<TlsAccess> = {}): TlsAccess {
  return { ca, cert: null, key: null, passphrase: null, checksChain: true, checksName: true, ...change }
}

export function to(address: Address, access: Partial<ClusterAccess> = {}): ClusterAccess {
  return { bootstrap: [address], ...access }
}

export function failures(steps: readonly ConnectionStep[]): ConnectionStep[] {
  return steps.filter(({ status }) => status === 'failed')
}

/** A check that waits for every answer, unless its deadlines say otherwise. */
export function check(access: ClusterAccess, options: DiagnoseOptions = {}) {
  return diagnose(access, { deadlinesMs: patient, ...options })
}

/** That this, and nothing else, is what is wrong. */
export function expectFailure(
  access: ClusterAccess,
  step: ConnectionStepName,
  code: ConnectionCode,
  deadlinesMs: Partial<CheckDeadlines> = {},
) {
  return expectOnly(access, { step, code, ok: false }, deadlinesMs)
}

/** That this is wrong, and the only broker is used all the same. */
export function expectDetour(access: ClusterAccess, step: ConnectionStepName, code: ConnectionCode) {
  return expectOnly(access, { step, code, ok: true }, {})
}

async function expectOnly(
  access: ClusterAccess,
  expected: Pick<ConnectionStep, 'step' | 'code'> & { readonly ok: boolean },
  deadlinesMs: Partial<CheckDeadlines>,
) {
  const { ok, steps } = await check(access, { deadlinesMs: { ...patient, ...deadlinesMs } })
  expect(failures(steps).map((each) => `${each.step} ${each.code}`)).toEqual([`${expected.step} ${expected.code}`])
  expect(ok).toBe(expected.ok)
  const [failed] = failures(steps)
  expect(failed?.advice).toMatch(/^\S.*\.$/s)
  return { steps, failed }
}
