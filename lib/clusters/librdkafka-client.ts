import type { UnsecuredToken } from '#lib/kafka/transport/sasl-access.ts'
import { type ClientSettings, unreadableLogin } from './client-settings.ts'
import { attempt } from './field.ts'
import type { PropertySet } from './property-set.ts'
import { OIDC } from './sasl.ts'

const LIFETIME_SECONDS = 3_600
const EXTENSION = 'extension_'
const KNOWN = ['principalClaimName', 'principal', 'scopeClaimName', 'scope', 'lifeSeconds']

/** The settings of librdkafka. */
export function librdkafkaSettings(properties: PropertySet): ClientSettings {
  const common = properties.common()
  const trust = properties.pem('ssl.ca.pem') ?? properties.file('ssl.ca.location')
  // `probe` means the certificates that the system trusts, which is the default here.
  const isProbe = trust && 'file' in trust.value && trust.value.file === 'probe'
  return {
    ...common,
    trust: isProbe ? undefined : trust,
    cert: properties.pem('ssl.certificate.pem') ?? properties.file('ssl.certificate.location'),
    key: properties.pem('ssl.key.pem') ?? properties.file('ssl.key.location'),
    keyPassphrase: properties.text('ssl.key.password'),
    keystore: properties.file('ssl.keystore.location'),
    keystorePassword: properties.text('ssl.keystore.password'),
    checksChain: properties.switch('enable.ssl.certificate.verification'),
    ...(common.sasl?.value && saslSettings(properties)),
  }
}

function saslSettings(properties: PropertySet): ClientSettings {
  const method = properties.filled('sasl.oauthbearer.method')
  if (method?.value.trim().toLowerCase() === 'oidc') {
    properties.problems.add(method.at, OIDC)
    return unreadableLogin(method.at)
  }
  return {
    username: properties.text('sasl.username'),
    password: properties.text('sasl.password'),
    ...(properties.switch('enable.sasl.oauthbearer.unsecure.jwt')?.value && bearerSettings(properties)),
  }
}

function bearerSettings(properties: PropertySet): ClientSettings {
  const config = properties.filled('sasl.oauthbearer.config')
  if (!config) {
    const at = properties.text('enable.sasl.oauthbearer.unsecure.jwt')?.at ?? ''
    properties.problems.add(at, 'the token says for whom it is: add sasl.oauthbearer.config=principal=USER.')
    return unreadableLogin(at)
  }
  const { at } = config
  return (
    attempt(at, properties.problems, () => {
      const { token, extensions } = parseUnsecuredConfig(config.value)
      return { unsecured: { value: token, at }, extensions: { value: extensions, at } }
    }) ?? unreadableLogin(at)
  )
}

/** Parses `principal=a scope=x,y lifeSeconds=600 extension_b=c`. Throws an error with a sentence. */
export function parseUnsecuredConfig(text: string): {
  token: UnsecuredToken
  extensions: Readonly<Record<string, string>>
} {
  const pairs = new Map<string, string>()
  const extensions: Record<string, string> = {}
  for (const pair of text.trim().split(/\s+/)) {
    const separator = pair.indexOf('=')
    const name = pair.slice(0, Math.max(0, separator))
    if (name.startsWith(EXTENSION)) extensions[name.slice(EXTENSION.length)] = pair.slice(separator + 1)
    else if (KNOWN.includes(name)) pairs.set(name, pair.slice(separator + 1))
    else throw new Error(`it is made of ${KNOWN.map((known) => `${known}=…`).join(', ')} and ${EXTENSION}NAME=….`)
  }
  const principal = pairs.get('principal')
  if (!principal) throw new Error('the token says for whom it is: add principal=USER.')
  const scope = pairs.get('scope')
  const lifetimeSeconds = Number(pairs.get('lifeSeconds') ?? LIFETIME_SECONDS)
  if (!(lifetimeSeconds > 0)) throw new Error('lifeSeconds has to be a number of seconds.')
  const claims = {
    [pairs.get('principalClaimName') || 'sub']: principal,
    ...(scope && { [pairs.get('scopeClaimName') || 'scope']: scope.split(',') }),
  }
  return { token: { claims, lifetimeSeconds }, extensions }
}
