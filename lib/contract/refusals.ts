import type { ConnectionCode } from './connection.ts'

const refusals: ReadonlySet<ConnectionCode> = new Set(['auth-failed', 'mechanism', 'ssh-auth', 'ssh-host-key'])

/**
 * Whether it does not pass by itself, and may lock an account where it is tried again and again: so nothing is tried
 * until somebody asks for it.
 */
export function isRefusal(code: ConnectionCode | undefined): boolean {
  return code !== undefined && refusals.has(code)
}
