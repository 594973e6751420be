import { existsSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { SshAccess } from '#lib/kafka/connection/access.ts'
import { readSshKey } from '#lib/kafka/connection/ssh-key.ts'
import { attempt, type Field, type Given, type MapField } from './field.ts'
import { FieldReader } from './field-reader.ts'
import { readSecret, type Sources } from './sources.ts'
import { readSwitch } from './values.ts'

const FIELDS = ['host', 'port', 'user', 'key', 'passphrase', 'password', 'agent', 'knownHosts'] as const
const DEFAULT_PORT = 22
const DEFAULT_KEYS = ['id_ed25519', 'id_ecdsa', 'id_rsa']
/** A colon in the user part would be a password, and this name is shown on pages. */
const DESTINATION =
  /^(?:(?<user>[^\s@:]+)@)?(?:\[(?<ipv6>[0-9a-fA-F:.]+)\]|(?<host>[^\s@:[\]/]+))(?::(?<port>\d{1,5}))?$/

/** `ssh: user@host`, or its fields. The defaults are those of ssh itself: agent, own keys, known hosts. */
export function readSsh(field: Field | undefined, sources: Sources): SshAccess | undefined {
  if (!field) return undefined
  const map = field.kind === 'text' ? destinationFields(field.text, field.at) : field
  if (map?.kind !== 'map') {
    sources.problems.add(field.at, 'write user@host, or fields such as host, user and key.')
    return undefined
  }
  const { problems } = sources
  const reader = new FieldReader(map, FIELDS, problems)
  const destination = hostOf(reader.text('host'), map.at, sources)
  const port = reader.number('port', (value) => value >= 1 && value <= 65_535, 'write a port from 1 to 65535.')
  const password = readSecret(reader.field('password'), sources)
  const agent = readAgent(reader.text('agent'), sources)
  const keyFile = reader.text('key')
  // An explicit key, password or agent disables the others.
  const isOpen = !password && !keyFile && agent === undefined
  const passphrase = readSecret(reader.field('passphrase'), sources)?.value ?? null
  const ownAgent = isOpen ? (sources.environment.SSH_AUTH_SOCK ?? null) : null
  const ownKey = isOpen ? defaultKey(passphrase, ownAgent !== null, sources) : null
  const privateKey = keyFile ? readKeyFile(keyFile, sources) : ownKey
  const knownHostsFiles = listOf(reader.field('knownHosts'))
  const knownHosts = readKnownHosts(knownHostsFiles, sources)
  if (!destination) return undefined
  return {
    host: destination.host,
    port: port?.value ?? destination.port ?? DEFAULT_PORT,
    username: reader.text('user')?.value ?? destination.user ?? userInfo().username,
    password: password?.value ?? null,
    privateKey,
    passphrase,
    agent: agent ?? ownAgent,
    knownHosts,
    files: {
      key: keyFile && !isKeyItself(keyFile.value) ? pathOf(keyFile.value, sources) : null,
      knownHosts: knownHostsFiles.flatMap((item) => (item.kind === 'text' ? [pathOf(item.text, sources)] : [])),
    },
  }
}

function listOf(field: Field | undefined): readonly Field[] {
  return field?.kind === 'list' ? field.items : field ? [field] : []
}

function pathOf(text: string, { files, folder }: Sources): string {
  return files.find(text, [folder])
}

function isKeyItself(text: string): boolean {
  return text.includes('-----BEGIN ')
}

function destinationFields(text: string, at: string): MapField {
  return { kind: 'map', at, entries: new Map([['host', { kind: 'text', at, text }]]) }
}

function hostOf(given: Given<string> | undefined, at: string, { problems }: Sources) {
  const groups = DESTINATION.exec(given?.value.trim() ?? '')?.groups
  const host = groups?.ipv6 ?? groups?.host
  if (host) return { host, user: groups?.user, port: groups?.port === undefined ? undefined : Number(groups.port) }
  problems.add(given?.at ?? at, given ? 'write user@host, or user@host:port.' : 'the host is missing.')
  return undefined
}

/** The socket of the agent; null: disabled; undefined: not configured. */
function readAgent(given: Given<string> | undefined, { environment, problems }: Sources): string | null | undefined {
  if (!given) return undefined
  const asked = readSwitch(given.value)
  if (asked === false) return null
  if (asked === null) return given.value.replace(/^~\//, `${homedir()}/`)
  if (environment.SSH_AUTH_SOCK) return environment.SSH_AUTH_SOCK
  problems.add(given.at, 'there is no agent: SSH_AUTH_SOCK is not set. Start one with ssh-agent, or name its socket.')
  return null
}

function readKeyFile(given: Given<string>, sources: Sources): string | null {
  const { files, problems } = sources
  if (isKeyItself(given.value)) return given.value
  const path = pathOf(given.value, sources)
  const text = attempt(given.at, problems, () => files.read(path).toString('utf8'))
  if (text === undefined) return null
  if (text.includes('PRIVATE KEY') || text.startsWith('PuTTY-User-Key-File')) return text
  const isPublic = /^(?:ssh-|ecdsa-|sk-)/.test(text)
  problems.add(given.at, `${path} ${isPublic ? 'is the public key; name the private one.' : 'holds no private key.'}`)
  return null
}

/** A default key that can be opened. An encrypted one has probably been added to an agent. */
function defaultKey(passphrase: string | null, hasAgent: boolean, { files }: Sources): string | null {
  const keys = DEFAULT_KEYS.flatMap((name) => {
    const path = join(homedir(), '.ssh', name)
    try {
      return existsSync(path) ? [files.read(path).toString('utf8')] : []
    } catch {
      // A default key that cannot be read is skipped, because it was not configured.
      return []
    }
  })
  const usable = keys.find((key) => 'key' in readSshKey(key, passphrase))
  return usable ?? (hasAgent ? null : (keys[0] ?? null))
}

function readKnownHosts(named: readonly Field[], sources: Sources): string {
  const { files, problems } = sources
  const texts = named.map((item) => {
    if (item.kind === 'text')
      return attempt(item.at, problems, () => files.read(pathOf(item.text, sources)).toString('utf8'))
    problems.add(item.at, 'write the path of a known_hosts file.')
    return undefined
  })
  if (named.length > 0) return texts.join('\n')
  const usual = [join(homedir(), '.ssh', 'known_hosts'), '/etc/ssh/ssh_known_hosts']
  const there = usual.filter((path) => files.exists(path))
  return there.map((path) => attempt(path, problems, () => files.read(path).toString('utf8')) ?? '').join('\n')
}
