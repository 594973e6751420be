import { expect, test } from 'vitest'
import type { CommandClient } from './client.ts'
import { javaProperties, librdkafkaConfig } from './client-files.ts'
import { plainClient } from './testing/client.ts'

const bootstrap = ['a:1', 'b:2']
const CA = '# <ca.pem>: the certificate of whoever signed those of the brokers'
const STORE = '# <client.p12>: your own certificate, with its key'

const cases: [string, Partial<CommandClient>, java: string[], librdkafka: string[]][] = [
  ['nothing', {}, [], []],
  [
    'TLS with a certificate of one’s own, names unchecked',
    { protocol: 'SSL', checksChain: true, hasClientCertificate: true },
    [
      'security.protocol=SSL',
      'ssl.truststore.type=PEM',
      CA,
      'ssl.truststore.location=<ca.pem>',
      'ssl.keystore.type=PKCS12',
      STORE,
      'ssl.keystore.location=<client.p12>',
      'ssl.keystore.password=<password of client.p12>',
      'ssl.endpoint.identification.algorithm=',
    ],
    [
      'security.protocol=SSL',
      CA,
      'ssl.ca.location=<ca.pem>',
      STORE,
      'ssl.keystore.location=<client.p12>',
      'ssl.keystore.password=<password of client.p12>',
      'ssl.endpoint.identification.algorithm=none',
    ],
  ],
  [
    'SCRAM over TLS',
    { protocol: 'SASL_SSL', mechanism: 'SCRAM-SHA-256', username: 'alice', checksChain: true, checksName: true },
    [
      'security.protocol=SASL_SSL',
      'ssl.truststore.type=PEM',
      CA,
      'ssl.truststore.location=<ca.pem>',
      'sasl.mechanism=SCRAM-SHA-256',
      'sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="alice" password="<password>";',
    ],
    [
      'security.protocol=SASL_SSL',
      CA,
      'ssl.ca.location=<ca.pem>',
      'sasl.mechanisms=SCRAM-SHA-256',
      'sasl.username=alice',
      'sasl.password=<password>',
    ],
  ],
  [
    'a name that tries to be more than one setting',
    { protocol: 'SASL_PLAINTEXT', mechanism: 'PLAIN', username: 'a"\\\nx=y' },
    [
      'security.protocol=SASL_PLAINTEXT',
      'sasl.mechanism=PLAIN',
      'sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="a\\\\"\\\\\\\\ x=y" password="<password>";',
    ],
    ['security.protocol=SASL_PLAINTEXT', 'sasl.mechanisms=PLAIN', 'sasl.username=a"\\ x=y', 'sasl.password=<password>'],
  ],
]

test.each(cases)('%s', (_what, change, java, librdkafka) => {
  const client = plainClient(bootstrap, change)
  expect(javaProperties(client).split('\n')).toEqual(['bootstrap.servers=a:1,b:2', ...java])
  expect(librdkafkaConfig(client).split('\n')).toEqual(['bootstrap.servers=a:1,b:2', ...librdkafka])
})

test('an unsigned token', () => {
  const client = plainClient(bootstrap, { protocol: 'SASL_PLAINTEXT', mechanism: 'OAUTHBEARER' })
  expect(javaProperties(client)).toContain('OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="<user>";')
  expect(librdkafkaConfig(client)).toContain(
    'enable.sasl.oauthbearer.unsecure.jwt=true\nsasl.oauthbearer.config=principal=<user>',
  )
})
