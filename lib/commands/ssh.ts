import type { AccessFacts } from '#lib/contract/connection.ts'
import { readSshTarget } from '#lib/contract/ssh-target.ts'
import { quote } from './words.ts'

/** ssh as Highwater itself logs in: with the same key and the same known hosts, where these are configured. */
export function sshCommand(
  { ssh, sshFiles }: Pick<AccessFacts, 'ssh' | 'sshFiles'>,
  options: readonly string[] = [],
): string {
  const { user, host, port } = readSshTarget(ssh ?? '')
  const { key = null, knownHosts = [] } = sshFiles ?? {}
  const known = knownHosts.map((path) => (/\s/.test(path) ? `"${path}"` : path)).join(' ')
  const files = [
    ...(key === null ? [] : ['-i', quotePath(key)]),
    ...(known && ['-o', quote(`UserKnownHostsFile=${known}`)]),
  ]
  return ['ssh', ...files, ...options, '-p', port, quote(`${user}@${host}`)].join(' ')
}

/** A shell replaces ~ only where it is not quoted. */
function quotePath(path: string): string {
  return path.startsWith('~/') ? `~/${quote(path.slice(2))}` : quote(path)
}
