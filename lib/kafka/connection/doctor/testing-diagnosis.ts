import { expect, onTestFinished } from 'vitest'
import type { ConnectionCode, ConnectionStep, ConnectionStepName } from '#lib/contract/connection.ts'
import type { ClusterAccess, SaslAccess, TlsAccess } from '#lib/kafka/connection/access.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { diagnose } from './diagnose.ts'

const LIMIT_MS = 5_000
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

/** That this, and nothing else, is what is wrong. */
export async function expectFailure(access: ClusterAccess, step: ConnectionStepName, code: ConnectionCode) {
  const startedMs = performance.now()
  const { ok, steps } = await diagnose(access)
  expect(failures(steps).map((each) => `${each.step} ${each.code}`)).toEqual([`${step} ${code}`])
  expect(ok).toBe(false)
  expect(performance.now() - startedMs).toBeLessThan(LIMIT_MS)
  const [failed] = failures(steps)
  expect(failed?.advice).toMatch(/^\S.*\.$/s)
  return { steps, failed }
}
