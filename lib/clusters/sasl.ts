import type { SaslAccess } from '#lib/kafka/transport/sasl-access.ts'
import type { ClientSettings } from './client-settings.ts'
import type { Problems } from './field.ts'
import { didYouMean } from './nearest-name.ts'

export const KERBEROS =
  'Kerberos (GSSAPI) is not supported here. Have the brokers offer SCRAM-SHA-512 on a listener, and use that one.'
export const OIDC =
  'tokens are not fetched from an OIDC provider here. Use a token that you have fetched (sasl.token in highwater.yaml ' +
  'or HIGHWATER_SASL_TOKEN_FILE; the file is read again when it changes), or SCRAM.'

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer'] as const
const MISSING =
  'the SASL mechanism is missing: write PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER. Without one, clients take ' +
  'it for Kerberos, which is not supported here.'
type Mechanism = (typeof MECHANISMS)[number]

/** The login; undefined: none, or an invalid one, which is reported. */
export function resolveSasl(settings: ClientSettings, problems: Problems): SaslAccess | undefined {
  if (!settings.sasl?.value) return undefined
  const at = settings.mechanism?.at ?? settings.sasl.at
  const mechanism = readMechanism(settings, at, problems)
  if (!mechanism) return undefined
  if (mechanism === 'oauthbearer') return resolveBearer(settings, at, problems)
  const { username, password } = settings
  if (username?.isUnreadable || password?.isUnreadable) return undefined
  if (!username?.value) problems.add(username?.at ?? at, 'the user name is missing.')
  if (!password?.value) problems.add(password?.at ?? at, 'the password is missing.')
  if (!username?.value || !password?.value) return undefined
  return { mechanism, username: username.value, password: password.value }
}

function readMechanism({ mechanism }: ClientSettings, at: string, problems: Problems): Mechanism | undefined {
  const word = mechanism?.value.trim().toLowerCase().replaceAll('_', '-')
  const known = MECHANISMS.find((candidate) => candidate === word)
  if (known) return known
  if (word === undefined) problems.add(at, MISSING)
  else if (word === 'gssapi') problems.add(at, KERBEROS)
  else if (word === 'aws-msk-iam') {
    problems.add(at, 'AWS_MSK_IAM is not supported here. Use the port of the cluster that offers SCRAM-SHA-512.')
  } else {
    const names = MECHANISMS.map((name) => name.toUpperCase())
    const meant = didYouMean(word.toUpperCase(), names)
    problems.add(at, `"${mechanism?.value}" is none of ${names.join(', ')}${meant}`)
  }
  return undefined
}

function resolveBearer(
  { token, unsecured, extensions }: ClientSettings,
  at: string,
  problems: Problems,
): SaslAccess | undefined {
  if (token && unsecured) {
    problems.add(unsecured.at, 'there is a token, too; leave one of both out.')
    return undefined
  }
  if (token?.isUnreadable || unsecured?.isUnreadable) return undefined
  const given = token?.value.trim() || unsecured?.value
  if (given) return { mechanism: 'oauthbearer', token: given, extensions: extensions?.value ?? {} }
  problems.add(token?.at ?? at, `the token is missing. Note that ${OIDC}`)
  return undefined
}
