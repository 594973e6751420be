import type { UnsecuredToken } from '#lib/kafka/transport/sasl-access.ts'
import { type ClientSettings, unreadableLogin } from './client-settings.ts'
import { attempt, type Given, type Problems } from './field.ts'
import { type JaasEntry, parseJaas } from './jaas.ts'
import type { PropertySet } from './property-set.ts'
import { KERBEROS, OIDC } from './sasl.ts'

const LIFETIME_SECONDS = 3_600
const OIDC_NAMES = ['sasl.oauthbearer.token.endpoint.url', 'sasl.oauthbearer.jwt.retriever.class']

/** The settings of Kafka's Java clients. */
export function javaSettings(properties: PropertySet): ClientSettings {
  const common = properties.common()
  const inline = properties.pem('ssl.keystore.key')
  return {
    ...common,
    trust: properties.pem('ssl.truststore.certificates') ?? properties.file('ssl.truststore.location'),
    trustPassword: properties.text('ssl.truststore.password'),
    keystore: inline ? undefined : properties.file('ssl.keystore.location'),
    keystorePassword: properties.text('ssl.keystore.password'),
    key: inline,
    cert: inline && properties.pem('ssl.keystore.certificate.chain'),
    keyPassphrase: properties.text('ssl.key.password'),
    ...(common.sasl?.value && saslSettings(properties)),
  }
}

function saslSettings(properties: PropertySet): ClientSettings {
  const oidc = properties.filled(...OIDC_NAMES)
  if (oidc) {
    properties.problems.add(oidc.at, OIDC)
    return unreadableLogin(oidc.at)
  }
  const text = properties.filled('sasl.jaas.config')
  const entry = text && attempt(text.at, properties.problems, () => parseJaas(text.value))
  if (!text) return {}
  return entry ? loginSettings(entry, text.at, properties) : unreadableLogin(text.at)
}

function loginSettings(entry: JaasEntry, at: string, { problems }: PropertySet): ClientSettings {
  const option = (name: string): Given<string> | undefined => {
    const value = entry.options.get(name)
    return value === undefined ? undefined : { value, at: `${at}, ${name}` }
  }
  switch (entry.module) {
    case 'PlainLoginModule':
    case 'ScramLoginModule':
      if (option('tokenauth')?.value === 'true') {
        problems.add(at, 'delegation tokens are not supported here; use a user name and a password.')
      }
      return { username: option('username'), password: option('password') }
    case 'OAuthBearerLoginModule':
      return bearerSettings(entry, at, problems)
    case 'Krb5LoginModule':
      problems.add(at, KERBEROS)
      return unreadableLogin(at)
    default:
      problems.add(at, 'its login module is not one of PlainLoginModule, ScramLoginModule and OAuthBearerLoginModule.')
      return unreadableLogin(at)
  }
}

function bearerSettings({ options }: JaasEntry, at: string, problems: Problems): ClientSettings {
  if (['clientId', 'clientSecret', 'scope'].some((name) => options.has(name))) {
    problems.add(at, OIDC)
    return unreadableLogin(at)
  }
  const unsecured = attempt(at, problems, () => unsecuredToken(options))
  if (!unsecured) return unreadableLogin(at)
  return {
    unsecured: { value: unsecured, at },
    extensions: { value: Object.fromEntries(withPrefix(options, 'unsecuredLoginExtension_')), at },
  }
}

function unsecuredToken(options: ReadonlyMap<string, string>): UnsecuredToken {
  const claims: Record<string, string | number | readonly string[]> = {}
  for (const [name, value] of withPrefix(options, 'unsecuredLoginStringClaim_')) claims[name] = value
  for (const [name, value] of withPrefix(options, 'unsecuredLoginNumberClaim_')) claims[name] = readNumber(name, value)
  // The first character of a list is its separator.
  for (const [name, value] of withPrefix(options, 'unsecuredLoginListClaim_')) {
    claims[name] = value === '' ? [] : value.slice(1).split(value.charAt(0))
  }
  const principal = options.get('unsecuredLoginPrincipalClaimName') ?? 'sub'
  if (typeof claims[principal] !== 'string') {
    throw new Error(`the token says for whom it is: add unsecuredLoginStringClaim_${principal}="USER".`)
  }
  const lifetime = options.get('unsecuredLoginLifetimeSeconds')
  return { claims, lifetimeSeconds: lifetime === undefined ? LIFETIME_SECONDS : readNumber('lifetime', lifetime) }
}

function readNumber(name: string, text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value)) return value
  throw new Error(`${name} has to be a number.`)
}

function withPrefix(options: ReadonlyMap<string, string>, prefix: string): [name: string, value: string][] {
  return [...options]
    .filter(([name]) => name.startsWith(prefix) && name.length > prefix.length)
    .map(([name, value]) => [name.slice(prefix.length), value])
}
