import type { ExtraListener } from './broker-settings.ts'
import type { TestCertificates } from './certificates.ts'

/** Users of the secured listeners, by what checks their password. */
export const TEST_USERS = {
  plain: { username: 'alice', password: 'canary-alice#plain' },
  'scram-sha-256': { username: 'alice', password: 'canary-alice#scram-256' },
  'scram-sha-512': { username: 'alice', password: 'canary-alice#scram-512' },
  oauthbearer: { username: 'alice' },
} as const

/** Names that only the host map or the SSH host resolves, as behind a bastion: broker 1 is kafka-1 and so on. */
export const farName = (brokerId: number): string => `kafka-${brokerId}.far.test`
export const FAR_NAMES = [1, 2, 3].map(farName)

/** Every way in, and every certificate that is refused. */
export const secureListeners = [
  { name: 'SSL', protocol: 'SSL' },
  { name: 'SASL_PLAINTEXT', protocol: 'SASL_PLAINTEXT' },
  { name: 'SASL_SSL', protocol: 'SASL_SSL' },
  /** One way to log in only. */
  { name: 'SCRAM_ONLY', protocol: 'SASL_PLAINTEXT' },
  /** Its certificate is for another name, as it often is where clients do not check it. */
  { name: 'OTHER_NAME', protocol: 'SSL' },
  { name: 'EXPIRED', protocol: 'SSL' },
  { name: 'SELF_SIGNED', protocol: 'SSL' },
  { name: 'OTHER_CA', protocol: 'SSL' },
  { name: 'PROXIED', protocol: 'PLAINTEXT' },
  { name: 'FAR', protocol: 'PLAINTEXT', advertised: (id: number, port: number) => ({ host: farName(id), port }) },
] as const satisfies readonly ExtraListener[]
export type SecureListener = (typeof secureListeners)[number]['name']

const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER']

export function secureSettings({ brokers, ca }: TestCertificates): Record<string, string> {
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': brokers.good,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': ca,
    'listener.name.ssl.ssl.client.auth': 'required',
    'listener.name.other_name.ssl.client.auth': 'required',
    ...keystoreOf('other_name', brokers['wrong-name']),
    ...keystoreOf('expired', brokers.expired),
    ...keystoreOf('self_signed', brokers['self-signed']),
    ...keystoreOf('other_ca', brokers['other-ca']),
    'sasl.enabled.mechanisms': MECHANISMS.join(','),
    ...loginModules('sasl_plaintext'),
    ...loginModules('sasl_ssl'),
    'listener.name.scram_only.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    ...loginModules('scram_only'),
    'num.network.threads': '1',
    'num.io.threads': '2',
  }
}

/** Kafka's storage tool takes the first users of SCRAM; those of PLAIN stand in the settings. */
export function scramOptions(): string[] {
  return (['scram-sha-256', 'scram-sha-512'] as const).flatMap((mechanism) => {
    const { username, password } = TEST_USERS[mechanism]
    return ['--add-scram', `${mechanism.toUpperCase()}=[name=${username},password=${password}]`]
  })
}

function keystoreOf(listener: string, file: string): Record<string, string> {
  const prefix = `listener.name.${listener}.ssl.keystore`
  return { [`${prefix}.type`]: 'PEM', [`${prefix}.location`]: file }
}

function loginModules(listener: string): Record<string, string> {
  const { username, password } = TEST_USERS.plain
  const common = 'org.apache.kafka.common.security'
  const setting = (mechanism: string) => `listener.name.${listener}.${mechanism}.sasl.jaas.config`
  const scram = `${common}.scram.ScramLoginModule required;`
  return {
    [setting('plain')]: `${common}.plain.PlainLoginModule required user_${username}="${password}";`,
    [setting('scram-sha-256')]: scram,
    [setting('scram-sha-512')]: scram,
    [setting('oauthbearer')]:
      `${common}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";`,
  }
}
