import type { ConnectionCode } from './connection.ts'

const refusals: ReadonlySet<ConnectionCode> = new Set(['auth-failed', 'mechanism', 'ssh-auth', 'ssh-host-key'])

/** Whether nothing is tried again until somebody asks: it would be refused anew, and may lock an account. */
export function isRefusal(code: ConnectionCode | undefined): boolean {
  return code !== undefined && refusals.has(code)
}
