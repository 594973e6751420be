import { javaLoginModule } from '#lib/commands/java-login-module.ts'
import type { ClientFiles } from '#lib/contract/connection.ts'
import { securityProtocol } from '#lib/kafka/connection/access.ts'

type Setting = 'bootstrap' | 'protocol' | 'mechanism' | 'username' | 'password' | 'ca' | 'keystore' | 'checksName'
type Family = 'yaml' | 'java' | 'librdkafka' | 'variables'

const SSL_NAME = 'ssl.endpoint.identification.algorithm'

const names: Record<Setting, Record<Family, string>> = {
  bootstrap: named('brokers', 'bootstrap.servers', 'bootstrap.servers', 'HIGHWATER_BROKERS'),
  protocol: named('tls', 'security.protocol', 'security.protocol', 'HIGHWATER_TLS'),
  mechanism: named('sasl.mechanism', 'sasl.mechanism', 'sasl.mechanisms', 'HIGHWATER_SASL_MECHANISM'),
  username: named('sasl.username', 'sasl.jaas.config', 'sasl.username', 'HIGHWATER_SASL_USERNAME'),
  password: named('sasl.password', 'sasl.jaas.config', 'sasl.password', 'HIGHWATER_SASL_PASSWORD'),
  ca: named('tls.ca', 'ssl.truststore.location', 'ssl.ca.location', 'HIGHWATER_TLS_CA'),
  keystore: named('tls.keystore', 'ssl.keystore.location', 'ssl.keystore.location', 'HIGHWATER_TLS_KEYSTORE'),
  checksName: named('tls.verifyName', SSL_NAME, SSL_NAME, 'HIGHWATER_TLS_VERIFY_NAME'),
}

function named(yaml: string, java: string, librdkafka: string, variables: string): Record<Family, string> {
  return { yaml, java, librdkafka, variables }
}

const KEYSTORE = 'ssl.keystore.location=client.p12\nssl.keystore.password=<password>'

const lines = {
  trust: {
    yaml: (file: string) => `tls: { ca: ${file} }`,
    java: (file: string) => `ssl.truststore.type=PEM\nssl.truststore.location=${file}`,
    librdkafka: (file: string) => `ssl.ca.location=${file}`,
    variables: (file: string) => `HIGHWATER_TLS_CA=${file}`,
  },
  ownCertificate: {
    yaml: () => 'tls: { keystore: client.p12, keystorePassword: { env: KEYSTORE_PASSWORD } }',
    java: () => `ssl.keystore.type=PKCS12\n${KEYSTORE}`,
    librdkafka: () => KEYSTORE,
    variables: () => 'HIGHWATER_TLS_KEYSTORE=client.p12\nHIGHWATER_TLS_KEYSTORE_PASSWORD=<password>',
  },
  ignoreName: {
    yaml: () => 'tls: { verifyName: false }',
    java: () => `${SSL_NAME}=`,
    librdkafka: () => `${SSL_NAME}=none`,
    variables: () => 'HIGHWATER_TLS_VERIFY_NAME=false',
  },
  mechanism: {
    yaml: yamlLogin,
    java: (name: string) => `sasl.mechanism=${name}\n${javaLogin(name)}`,
    librdkafka: (name: string) => `sasl.mechanisms=${name}`,
    variables: variablesLogin,
  },
} as const satisfies Record<string, Record<Family, (value: string) => string>>

const BEARER = 'OAUTHBEARER'

function yamlLogin(mechanism: string): string {
  const means = mechanism === BEARER ? 'token: { env: TOKEN }' : 'username: <user>, password: { env: PASSWORD }'
  return `sasl: { mechanism: ${mechanism.toLowerCase()}, ${means} }`
}

function variablesLogin(mechanism: string): string {
  const means =
    mechanism === BEARER
      ? 'HIGHWATER_SASL_TOKEN=<token>'
      : 'HIGHWATER_SASL_USERNAME=<user>\nHIGHWATER_SASL_PASSWORD=<password>'
  return `HIGHWATER_SASL_MECHANISM=${mechanism.toLowerCase()}\n${means}`
}

/** Java says twice how to log in: each mechanism has a class of its own, too. */
function javaLogin(mechanism: string): string {
  const means =
    mechanism === BEARER ? 'unsecuredLoginStringClaim_sub="<user>"' : 'username="<user>" password="<password>"'
  return `sasl.jaas.config=${javaLoginModule(mechanism)} required ${means};`
}

/** What a setting is called where the user wrote it. */
export function settingName(setting: Setting, files: ClientFiles): string {
  return names[setting][familyOf(files)]
}

/** Several of them in one sentence; in Java, one may be the same as another. */
export function settingNames(settings: readonly Setting[], files: ClientFiles): string {
  return [...new Set(settings.map((setting) => settingName(setting, files)))].join(' and ')
}

export function settingLine(line: keyof typeof lines, files: ClientFiles, value = ''): string {
  return lines[line][familyOf(files)](value)
}

export function protocolLine(hasTls: boolean, hasSasl: boolean, files: ClientFiles): string {
  const family = familyOf(files)
  if (family === 'yaml') return `tls: ${hasTls}`
  if (family === 'variables') return `HIGHWATER_TLS=${hasTls}`
  return `security.protocol=${securityProtocol(hasTls, hasSasl)}`
}

/** Where the line belongs. */
export function settingsFile(files: ClientFiles): string {
  return files.java ?? files.librdkafka ?? ownFile(files)
}

/** Where that is said which no client's file knows: the SSH host, and the host map. */
export function ownFile({ source }: ClientFiles): string {
  return source === 'variables' ? 'the environment (or the file .env)' : 'highwater.yaml'
}

export function isJava(files: ClientFiles): boolean {
  return familyOf(files) === 'java'
}

function familyOf({ java, librdkafka, source }: ClientFiles): Family {
  if (java !== null) return 'java'
  if (librdkafka !== null) return 'librdkafka'
  return source === 'variables' ? 'variables' : 'yaml'
}
