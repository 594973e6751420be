import { bootstrapOf, type CommandClient, usesTls } from './client.ts'

/** The lines before the client is created: reading its files, and the variables it takes them from. */
export function kafkajsFunctions(client: CommandClient): string[] {
  const variables = variablesOf(client)
  if (variables.length === 0) return []
  return [
    `// From the environment: ${variables.join(', ')}`,
    ...(usesTls(client)
      ? ["const file = (name) => process.env[name] && require('fs').readFileSync(process.env[name])"]
      : []),
  ]
}

/** The entries of its settings for brokers and login. No secret is written down. */
export function kafkajsEntries(client: CommandClient): string[] {
  const tls = tlsEntries(client)
  return [
    `brokers: ${JSON.stringify(bootstrapOf(client))}`,
    ...(tls === null ? [] : [tls.length === 0 ? 'ssl: true' : `ssl: { ${tls.join(', ')} }`]),
    ...saslEntries(client),
  ]
}

function variablesOf(client: CommandClient): string[] {
  const tls = usesTls(client)
  return [
    ...(tls && client.checksChain ? ['KAFKA_CA (the file with whom to trust, unless Node does)'] : []),
    ...(tls && client.hasClientCertificate
      ? ['KAFKA_CERT and KAFKA_KEY (files in PEM) or KAFKA_KEYSTORE (PKCS#12)', 'KAFKA_KEY_PASSWORD']
      : []),
    ...(client.mechanism === null ? [] : [client.mechanism === 'OAUTHBEARER' ? 'KAFKA_TOKEN' : 'KAFKA_PASSWORD']),
  ]
}

/** null: no TLS. */
function tlsEntries(client: CommandClient): string[] | null {
  if (!usesTls(client)) return null
  const { checksChain, checksName, hasClientCertificate } = client
  return [
    ...(checksChain ? ["ca: file('KAFKA_CA')"] : ['rejectUnauthorized: false']),
    ...(hasClientCertificate
      ? [
          "cert: file('KAFKA_CERT'), key: file('KAFKA_KEY'), pfx: file('KAFKA_KEYSTORE')",
          'passphrase: process.env.KAFKA_KEY_PASSWORD',
        ]
      : []),
    ...(checksName || !checksChain ? [] : ['checkServerIdentity: () => undefined']),
  ]
}

function saslEntries({ mechanism, username }: CommandClient): string[] {
  if (mechanism === null) return []
  if (mechanism === 'OAUTHBEARER') {
    return ["sasl: { mechanism: 'oauthbearer', oauthBearerProvider: async () => ({ value: process.env.KAFKA_TOKEN }) }"]
  }
  const user = JSON.stringify(username ?? '')
  return [`sasl: { mechanism: '${mechanism.toLowerCase()}', username: ${user}, password: process.env.KAFKA_PASSWORD }`]
}
