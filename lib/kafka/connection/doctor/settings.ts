import type { ClientFiles } from '#lib/contract/connection.ts'

type Setting = 'bootstrap' | 'protocol' | 'mechanism' | 'username' | 'password' | 'ca' | 'keystore' | 'checksName'
type Family = 'yaml' | 'java' | 'librdkafka'

const names: Record<Setting, Record<Family, string>> = {
  bootstrap: { yaml: 'brokers', java: 'bootstrap.servers', librdkafka: 'bootstrap.servers' },
  protocol: { yaml: 'tls', java: 'security.protocol', librdkafka: 'security.protocol' },
  mechanism: { yaml: 'sasl.mechanism', java: 'sasl.mechanism', librdkafka: 'sasl.mechanisms' },
  username: { yaml: 'sasl.username', java: 'sasl.jaas.config', librdkafka: 'sasl.username' },
  password: { yaml: 'sasl.password', java: 'sasl.jaas.config', librdkafka: 'sasl.password' },
  ca: { yaml: 'tls.ca', java: 'ssl.truststore.location', librdkafka: 'ssl.ca.location' },
  keystore: { yaml: 'tls.keystore', java: 'ssl.keystore.location', librdkafka: 'ssl.keystore.location' },
  checksName: {
    yaml: 'tls.verifyName',
    java: 'ssl.endpoint.identification.algorithm',
    librdkafka: 'ssl.endpoint.identification.algorithm',
  },
}

const lines = {
  trust: {
    yaml: (file: string) => `tls: { ca: ${file} }`,
    java: (file: string) => `ssl.truststore.type=PEM\nssl.truststore.location=${file}`,
    librdkafka: (file: string) => `ssl.ca.location=${file}`,
  },
  ownCertificate: {
    yaml: () => 'tls: { keystore: client.p12, keystorePassword: { env: KEYSTORE_PASSWORD } }',
    java: () => 'ssl.keystore.type=PKCS12\nssl.keystore.location=client.p12\nssl.keystore.password=<password>',
    librdkafka: () => 'ssl.keystore.location=client.p12\nssl.keystore.password=<password>',
  },
  ignoreName: {
    yaml: () => 'tls: { verifyName: false }',
    java: () => 'ssl.endpoint.identification.algorithm=',
    librdkafka: () => 'ssl.endpoint.identification.algorithm=none',
  },
  mechanism: {
    yaml: (name: string) => `sasl: { mechanism: ${name.toLowerCase()}, username: <user>, password: { env: PASSWORD } }`,
    java: (name: string) => `sasl.mechanism=${name}`,
    librdkafka: (name: string) => `sasl.mechanisms=${name}`,
  },
} as const satisfies Record<string, Record<Family, (value: string) => string>>

/** What a setting is called where the user wrote it. */
export function settingName(setting: Setting, files: ClientFiles): string {
  return names[setting][familyOf(files)]
}

export function settingLine(line: keyof typeof lines, files: ClientFiles, value = ''): string {
  return lines[line][familyOf(files)](value)
}

export function protocolLine(hasTls: boolean, hasSasl: boolean, files: ClientFiles): string {
  if (familyOf(files) === 'yaml') return `tls: ${hasTls}`
  const protocol = hasSasl ? (hasTls ? 'SASL_SSL' : 'SASL_PLAINTEXT') : hasTls ? 'SSL' : 'PLAINTEXT'
  return `security.protocol=${protocol}`
}

/** Where the line belongs. */
export function settingsFile(files: ClientFiles): string {
  return files.java ?? files.librdkafka ?? 'highwater.yaml'
}

function familyOf({ java, librdkafka }: ClientFiles): Family {
  return java !== null ? 'java' : librdkafka !== null ? 'librdkafka' : 'yaml'
}
