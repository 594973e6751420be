import type { ConnectionCode } from './connection.ts'

/** What does not pass by itself, and may lock an account where it is tried again and again. */
export const refusals: ReadonlySet<ConnectionCode> = new Set(['auth-failed', 'mechanism', 'ssh-auth', 'ssh-host-key'])
