import type { ConnectionCode } from './connection.ts'

const refusals: ReadonlySet<ConnectionCode> = new Set(['auth-failed', 'mechanism', 'ssh-auth', 'ssh-host-key'])

/** Whether nothing is retried until the user asks for it: it would be refused again, and may lock the account. */
export function isRefusal(code: ConnectionCode | undefined): boolean {
  return code !== undefined && refusals.has(code)
}
