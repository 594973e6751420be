import type { ConnectionCode } from '#lib/contract/connection.ts'
import { type Address, ConnectionFailure, formatAddress, toConnectionFailure } from '#lib/kafka/failure.ts'
import type { SshAccess } from './access.ts'
import { fingerprint, type HostKeyVerdict, knownHostsLine } from './known-hosts.ts'

/** What ssh2 says of the way to the SSH host. Its errors hold texts of the other side, but nothing of ours. */
export function toSshFailure(error: unknown, ssh: SshAccess): ConnectionFailure {
  const level = error instanceof Error && 'level' in error ? error.level : null
  if (level === 'client-authentication') return notLetIn(ssh)
  if (level === 'client-timeout') return sshSilence(ssh, error)
  const { code } = toConnectionFailure(error, ssh)
  const words: Partial<Record<ConnectionCode, string>> = {
    refused: 'cannot be reached: connection refused.',
    'dns-not-found': 'cannot be reached: this name is not known here.',
    timeout: 'does not answer.',
  }
  return new ConnectionFailure(code, ssh, error, says(ssh, words[code] ?? 'ended the connection.'))
}

export function sshHangUp(ssh: SshAccess): ConnectionFailure {
  return new ConnectionFailure('closed', ssh, undefined, says(ssh, 'ended the connection.'))
}

export function sshSilence(ssh: SshAccess, cause?: unknown): ConnectionFailure {
  return new ConnectionFailure('timeout', ssh, cause, says(ssh, 'does not answer.'))
}

/** Nobody was asked to let us in. */
export class KeyUnusable extends ConnectionFailure {
  constructor(ssh: SshAccess, problem: string) {
    super('ssh-auth', ssh, undefined, `The key for the SSH host ${at(ssh)} could not be opened: ${problem}.`)
  }
}

function notLetIn(ssh: SshAccess): ConnectionFailure {
  const shown = [
    ssh.privateKey !== null && 'the key',
    ssh.agent !== null && 'the keys of the agent',
    ssh.password !== null && 'the password',
  ].filter((means) => means !== false)
  const words =
    shown.length > 0
      ? `The SSH host ${at(ssh)} refused ${shown.join(' and ')} of the user "${ssh.username}".`
      : `The SSH host ${at(ssh)} wants a key, an agent or a password, and none is configured.`
  return new ConnectionFailure('ssh-auth', ssh, undefined, words)
}

/** The host showed a key that cannot be trusted. */
export class HostKeyRefusal extends ConnectionFailure {
  readonly finding: string
  /** What would make the key known; null: nothing should. */
  readonly line: string | null

  constructor(ssh: SshAccess, finding: string, remedy: { readonly words: string; readonly line: string } | null) {
    super('ssh-host-key', ssh, undefined, remedy ? `${finding} ${remedy.words} ${remedy.line}` : finding)
    this.finding = finding
    this.line = remedy?.line ?? null
  }
}

export function hostKeyRefused(ssh: SshAccess, key: Buffer, verdict: Exclude<HostKeyVerdict, 'known'>) {
  const shown = `The SSH host ${at(ssh)} showed the key ${fingerprint(key)}`
  const line = knownHostsLine(ssh, key)
  switch (verdict) {
    case 'unknown': {
      const words = 'If it is the right one, add this line to the known_hosts file:'
      return new HostKeyRefusal(ssh, `${shown}, which is not known.`, { words, line })
    }
    case 'changed': {
      const words = 'If it is right, remove the old line and add this line to the known_hosts file:'
      const finding = `${shown}, but another one is known: the key has CHANGED, or the connection is being intercepted.`
      return new HostKeyRefusal(ssh, finding, { words, line })
    }
    case 'revoked': {
      const finding = `${shown}, which is marked as revoked in the known_hosts file. Do not use this host.`
      return new HostKeyRefusal(ssh, finding, null)
    }
    default:
      return verdict satisfies never
  }
}

const ADMINISTRATIVELY_PROHIBITED = 1

/** Why the SSH host could not connect to the target. The protocol has one code for it, so the text has to tell. */
export function toTargetFailure(error: Error, target: Address, ssh: SshAccess): ConnectionFailure {
  if (!('reason' in error)) return toSshFailure(error, ssh)
  const prohibited = 'it allows no forwarding (AllowTcpForwarding or PermitOpen of its sshd_config).'
  const [code, why] =
    error.reason === ADMINISTRATIVELY_PROHIBITED ? (['unreachable', prohibited] as const) : reasonOf(error.message)
  const words = `Cannot reach ${formatAddress(target)} from the SSH host ${at(ssh)}: ${why}`
  return new ConnectionFailure(code, target, error, words)
}

function reasonOf(text: string): readonly [ConnectionCode, string] {
  if (/refused/i.test(text)) return ['refused', 'connection refused.']
  if (/not known|resol|no address|nodename/i.test(text)) return ['dns-not-found', 'this name is not known there.']
  if (/timed out/i.test(text)) return ['timeout', 'no answer.']
  return ['unreachable', 'it did not say more than that it failed.']
}

function says(ssh: SshAccess, what: string): string {
  return `The SSH host ${at(ssh)} ${what}`
}

function at({ host, port }: SshAccess): string {
  return formatAddress({ host, port })
}
