import type { UnsecuredToken } from '#lib/kafka/transport/sasl-access.ts'
import { type Intervals, USUAL_INTERVALS } from '#lib/monitor/snapshot/intervals.ts'
import type { ClientSettings, Material } from './client-settings.ts'
import { type Field, type Given, type MapField, unreadable } from './field.ts'
import { FieldReader } from './field-reader.ts'
import { readSecret, type Sources } from './sources.ts'
import { readSwitch } from './values.ts'

const TLS_FIELDS = [
  'ca',
  'cert',
  'key',
  'passphrase',
  'keystore',
  'keystorePassword',
  'truststore',
  'truststorePassword',
  'verify',
  'verifyName',
] as const

/** `tls: true`, or trust and client certificate. */
export function readTlsFields(field: Field | undefined, sources: Sources): ClientSettings {
  if (!field) return {}
  if (field.kind === 'text') {
    const value = readSwitch(field.text)
    if (value !== null) return { tls: { value, at: field.at } }
  }
  if (field.kind !== 'map') {
    sources.problems.add(field.at, 'write true, false, or fields such as ca, keystore and truststore.')
    return {}
  }
  const reader = new FieldReader(field, TLS_FIELDS, sources.problems)
  const material = (name: (typeof TLS_FIELDS)[number]) => toMaterial(reader.text(name), sources)
  const [ca, truststore, keystore] = [material('ca'), material('truststore'), material('keystore')]
  const [cert, key] = [material('cert'), material('key')]
  if (ca && truststore) sources.problems.add(truststore.at, 'there is `ca`, too, which says the same; keep one.')
  if (keystore && (cert ?? key)) sources.problems.add(keystore.at, 'there is `cert` or `key`, too; keep one way.')
  return {
    tls: { value: true, at: field.at },
    trust: ca ?? truststore,
    trustPassword: readSecret(reader.field('truststorePassword'), sources),
    cert,
    key,
    keyPassphrase: readSecret(reader.field('passphrase'), sources),
    keystore,
    keystorePassword: readSecret(reader.field('keystorePassword'), sources),
    checksChain: reader.switch('verify'),
    checksName: reader.switch('verifyName'),
  }
}

/** A path, or the PEM text itself. */
function toMaterial(text: Given<string> | undefined, { files, folder }: Sources): Given<Material> | undefined {
  if (!text) return undefined
  const { value, at } = text
  return { value: value.includes('-----BEGIN ') ? { pem: value } : { file: files.find(value, [folder]) }, at }
}

const SASL_FIELDS = ['mechanism', 'username', 'password', 'token', 'unsecured', 'lifetime', 'extensions'] as const
const LIFETIME_MS = 3_600_000

export function readSaslFields(map: MapField | undefined, sources: Sources): ClientSettings {
  if (!map) return {}
  const reader = new FieldReader(map, SASL_FIELDS, sources.problems)
  const claims = reader.map('unsecured')
  const lifetimeMs = reader.durationMs('lifetime')?.value ?? LIFETIME_MS
  const extensions = reader.map('extensions')
  return {
    sasl: { value: true, at: map.at },
    mechanism: reader.text('mechanism'),
    username: readSecret(reader.field('username'), sources),
    password: readSecret(reader.field('password'), sources),
    token: readSecret(reader.field('token'), sources),
    unsecured: claims && readUnsecured(claims, lifetimeMs, sources),
    extensions: extensions && { value: readTexts(extensions, sources), at: extensions.at },
  }
}

function readUnsecured(map: MapField, lifetimeMs: number, { problems }: Sources): Given<UnsecuredToken> {
  const claims: Record<string, string | readonly string[]> = {}
  for (const [name, field] of map.entries) {
    if (field.kind === 'text') claims[name] = field.text
    else if (field.kind === 'list') {
      claims[name] = field.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []))
    } else problems.add(field.at, 'a text or a list of texts belongs here.')
  }
  if (typeof claims.sub !== 'string') {
    problems.add(map.at, 'the token says for whom it is: add `sub: USER`.')
    return unreadable({ claims, lifetimeSeconds: 0 }, map.at)
  }
  return { value: { claims, lifetimeSeconds: Math.ceil(lifetimeMs / 1_000) }, at: map.at }
}

function readTexts(map: MapField, { problems }: Sources): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, field] of map.entries) {
    if (field.kind === 'text') texts[name] = field.text
    else problems.add(field.at, 'a text belongs here.')
  }
  return texts
}

const MIN_INTERVAL_MS = 1_000

export function readIntervals(map: MapField | undefined, { problems }: Sources): Intervals {
  if (!map) return USUAL_INTERVALS
  const reader = new FieldReader(map, ['whileLooked', 'idle'], problems)
  const atLeast = (given: Given<number> | undefined): number | null => {
    if (given && given.value < MIN_INTERVAL_MS) problems.add(given.at, 'one second, 1s, is the shortest.')
    return given?.value ?? null
  }
  return { watchedPauseMs: atLeast(reader.durationMs('whileLooked')), idleMs: atLeast(reader.durationMs('idle')) }
}
