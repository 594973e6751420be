import { bootstrapOf, type CommandClient, isSecured, usesTls } from './client.ts'
import { javaLoginModule } from './java-login-module.ts'

type Settings = readonly (readonly [name: string, value: string] | string)[]

/** The file for --command-config of Kafka's own tools, with placeholders for secrets. */
export function javaProperties(client: CommandClient): string {
  return written([
    ['bootstrap.servers', bootstrapOf(client).join(',')],
    ...(isSecured(client) ? [['security.protocol', client.protocol] as const] : []),
    ...javaTls(client),
    ...javaSasl(client),
  ])
}

/** The file for `kcat -F`, and for every other client based on librdkafka. */
export function librdkafkaConfig(client: CommandClient): string {
  return written([
    ['bootstrap.servers', bootstrapOf(client).join(',')],
    ...(isSecured(client) ? [['security.protocol', client.protocol] as const] : []),
    ...librdkafkaTls(client),
    ...librdkafkaSasl(client),
  ])
}

const CA = '# <ca.pem>: the certificate of whoever signed those of the brokers'
const STORE = '# <client.p12>: your own certificate, with its key'

function javaTls(client: CommandClient): Settings {
  if (!usesTls(client)) return []
  return [
    ...(client.checksChain ? [] : ["# Kafka's tools always check who signed the certificates"]),
    ['ssl.truststore.type', 'PEM'],
    CA,
    ['ssl.truststore.location', '<ca.pem>'],
    ...(client.hasClientCertificate
      ? ([
          ['ssl.keystore.type', 'PKCS12'],
          STORE,
          ['ssl.keystore.location', '<client.p12>'],
          ['ssl.keystore.password', '<password of client.p12>'],
        ] as const)
      : []),
    ...(client.checksName ? [] : [['ssl.endpoint.identification.algorithm', ''] as const]),
  ]
}

const UNSECURED = '# For an unsigned token; a signed one has its own properties'

function javaSasl({ mechanism, username }: CommandClient): Settings {
  if (mechanism === null) return []
  const name = ['sasl.mechanism', mechanism] as const
  const login = javaLoginModule(mechanism)
  if (mechanism === 'OAUTHBEARER') {
    return [name, UNSECURED, ['sasl.jaas.config', `${login} required unsecuredLoginStringClaim_sub="<user>";`]]
  }
  const user = quoted(username ?? '<user>')
  return [name, ['sasl.jaas.config', `${login} required username=${user} password="<password>";`]]
}

function librdkafkaTls(client: CommandClient): Settings {
  if (!usesTls(client)) return []
  return [
    ...(client.checksChain
      ? ([CA, ['ssl.ca.location', '<ca.pem>']] as const)
      : [['enable.ssl.certificate.verification', 'false'] as const]),
    ...(client.hasClientCertificate
      ? ([
          STORE,
          ['ssl.keystore.location', '<client.p12>'],
          ['ssl.keystore.password', '<password of client.p12>'],
        ] as const)
      : []),
    ...(client.checksName ? [] : [['ssl.endpoint.identification.algorithm', 'none'] as const]),
  ]
}

function librdkafkaSasl({ mechanism, username }: CommandClient): Settings {
  if (mechanism === null) return []
  const name = ['sasl.mechanisms', mechanism] as const
  if (mechanism === 'OAUTHBEARER') {
    return [
      name,
      UNSECURED,
      ['enable.sasl.oauthbearer.unsecure.jwt', 'true'],
      ['sasl.oauthbearer.config', 'principal=<user>'],
    ]
  }
  return [name, ['sasl.username', username ?? '<user>'], ['sasl.password', '<password>']]
}

/** For a value of sasl.jaas.config, which is itself in a properties file that takes backslashes as escapes. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`.replaceAll('\\', '\\\\')
}

/** A value must not start a new line, whatever it contains. */
function written(settings: Settings): string {
  return settings
    .map((line) => (typeof line === 'string' ? line : `${line[0]}=${line[1]}`).replace(/\p{Cc}/gu, ' '))
    .join('\n')
}
