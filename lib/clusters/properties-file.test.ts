import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dialectOf } from './properties-file.ts'
import { makeFolder, readIn, readYaml } from './testing/folders.ts'

function readFile(text: string, environment = {}, files = {}) {
  const folder = makeFolder({ ...files, 'client.properties': text })
  const [cluster] = readIn(folder, { HIGHWATER_PROPERTIES: 'client.properties', ...environment }).clusters
  if (!cluster) throw new Error('no cluster')
  return { ...cluster, folder }
}

const SSL = 'bootstrap.servers=a:1,b:2\nsecurity.protocol=SSL\n'
const SASL = 'bootstrap.servers=a:1\nsecurity.protocol=SASL_PLAINTEXT\n'
const PLAIN = 'org.apache.kafka.common.security.plain.PlainLoginModule'
const BEARER = 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule'

describe('whose names a file has', () => {
  test.each([
    [['bootstrap.servers', 'sasl.jaas.config'], 'java'],
    [['ssl.truststore.location', 'key.serializer'], 'java'],
    [['ssl.ca.location', 'ssl.keystore.location'], 'librdkafka'],
    [['metadata.broker.list'], 'librdkafka'],
    [['sasl.username', 'sasl.mechanisms'], 'librdkafka'],
    [['sasl.username', 'sasl.jaas.config'], 'java'],
    [['bootstrap.servers', 'security.protocol', 'client.id'], 'either'],
  ])('%j: %s', (names, expected) => {
    expect(dialectOf(names)).toBe(expected)
  })
})

test.each([
  ['a:1, b:2,', 'with a comma behind the last'],
  ['SASL_SSL://a:1,PLAINTEXT://b:2', 'with protocols before them'],
])('addresses %s, as both clients take them %s', (text) => {
  const { access, problem } = readFile(`bootstrap.servers=${text}`)
  expect(problem).toBeNull()
  expect(access.bootstrap).toEqual([
    { host: 'a', port: 1 },
    { host: 'b', port: 2 },
  ])
})

test.each(['utf8', 'latin1'] as const)('a password beyond ASCII, in %s', (encoding) => {
  const jaas = `sasl.jaas.config=${PLAIN} required username="u" password="fäke";\n`
  const folder = makeFolder()
  writeFileSync(join(folder, 'client.properties'), `${SASL}sasl.mechanism=PLAIN\n${jaas}`, encoding)
  const [cluster] = readIn(folder, { HIGHWATER_PROPERTIES: 'client.properties' }).clusters
  expect(cluster?.access.sasl).toMatchObject({ password: 'fäke' })
})

describe("Java's names", () => {
  test('SSL with stores of PKCS#12, whatever they are called', () => {
    const { access, problem, files, folder } = readFile(`${SSL}
ssl.truststore.location=disguised.jks
ssl.truststore.password=store-secret
ssl.truststore.type=JKS
ssl.keystore.location=modern.p12
ssl.keystore.password=store-secret
ssl.key.password=store-secret
ssl.endpoint.identification.algorithm=
client.id=anything
request.timeout.ms=1
schema.registry.url=http://somewhere
`)
    expect(problem).toBeNull()
    expect(access.bootstrap).toHaveLength(2)
    expect(access.tls).toMatchObject({
      ca: expect.stringMatching(/^-----BEGIN CERTIFICATE/),
      key: expect.stringMatching(/^-----BEGIN PRIVATE KEY/),
      passphrase: null,
      checksChain: true,
      checksName: false,
    })
    expect(files).toMatchObject({ java: join(folder, 'client.properties'), librdkafka: null })
  })

  test('SSL with PEM in the file itself, and a key with a passphrase', async () => {
    const { readFileSync } = await import('node:fs')
    const inline = (name: string) =>
      readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')
        .trim()
        .replaceAll('\n', '\\n\\\n  ')
    const { access, problem } = readFile(`${SSL}
ssl.truststore.type=PEM
ssl.truststore.certificates=${inline('ca.pem')}
ssl.keystore.type=PEM
ssl.keystore.key=${inline('client-key-encrypted.pem')}
ssl.keystore.certificate.chain=${inline('client.pem')}
ssl.key.password=key-secret
`)
    expect(problem).toBeNull()
    expect(access.tls).toMatchObject({
      ca: expect.stringContaining('BEGIN CERTIFICATE'),
      cert: expect.stringContaining('BEGIN CERTIFICATE'),
      key: expect.stringContaining('BEGIN ENCRYPTED PRIVATE KEY'),
      passphrase: 'key-secret',
      checksName: true,
    })
  })

  test.each([
    ['PLAIN', `${PLAIN} required username="u" password="p\\"q";`, { mechanism: 'plain', password: 'p"q' }],
    [
      'SCRAM-SHA-512',
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=u password='p\"q';",
      { mechanism: 'scram-sha-512', password: 'p"q' },
    ],
    [
      'OAUTHBEARER',
      `${BEARER} required unsecuredLoginStringClaim_sub="u" unsecuredLoginNumberClaim_n="1.5" ` +
        'unsecuredLoginListClaim_scope="|a|b" unsecuredLoginLifetimeSeconds="60" unsecuredLoginExtension_trace="t";',
      {
        mechanism: 'oauthbearer',
        token: { claims: { sub: 'u', n: 1.5, scope: ['a', 'b'] }, lifetimeSeconds: 60 },
        extensions: { trace: 't' },
      },
    ],
  ])('SASL with %s', (mechanism, jaas, expected) => {
    const escaped = jaas.replaceAll('\\', '\\\\').replace(' required', ' required \\\n   ')
    const { access, problem } = readFile(`${SASL}sasl.mechanism=${mechanism}\nsasl.jaas.config=${escaped}\n`)
    expect(problem).toBeNull()
    expect(access).toMatchObject({ tls: undefined, sasl: expected })
  })

  test('what goes with another protocol than the one that is set counts for nothing, as in Java', () => {
    const { access, problem } = readFile('bootstrap.servers=a\nssl.truststore.location=nowhere\nsasl.jaas.config=x')
    expect([access.tls, access.sasl, problem]).toEqual([undefined, undefined, null])
  })

  test.each([
    [`${SASL}sasl.jaas.config=${PLAIN} required;`, 'which is not supported here'],
    [`${SASL}sasl.mechanism=GSSAPI`, 'line 3, sasl.mechanism: Kerberos (GSSAPI) is not supported here'],
    [`${SASL}sasl.mechanism=PLAIN\nsasl.jaas.config=${PLAIN} required username="canary"`, 'semicolon'],
    [`${SASL}sasl.mechanism=PLAIN\nsasl.jaas.config=${PLAIN} required username="u";`, 'the password is missing'],
    [`${SASL}sasl.mechanism=PLAIN\nsasl.jaas.config=Other required;`, 'not one of PlainLoginModule'],
    [`${SASL}sasl.mechanism=OAUTHBEARER\nsasl.jaas.config=${BEARER} required;`, 'unsecuredLoginStringClaim_sub="USER"'],
    [
      `${SASL}sasl.mechanism=OAUTHBEARER\nsasl.oauthbearer.token.endpoint.url=http://canary\nsasl.jaas.config=${BEARER} required;`,
      'not fetched from an OIDC provider',
    ],
    [`${SSL}ssl.truststore.location=true.jks\nssl.truststore.type=JKS`, 'keytool -importkeystore'],
    [`${SSL}ssl.truststore.locatoin=a\nssl.truststore.type=JKS`, 'did you mean ssl.truststore.location?'],
    [`${SSL}ssl.truststore.type=PEM\nssl.truststore.location=nowhere.pem`, 'nowhere.pem: there is no such file'],
    ['bootstrap.servers=a\nsecurity.protocol=TLS\nssl.truststore.type=PEM', 'write PLAINTEXT, SSL,'],
    ['bootstrap.servers=a\nssl.truststore.type=PEM\ncanary', 'line 3: this is not a property'],
    [`${SSL}ssl.truststore.type=PEM\nssl.keystore.type=PEM\nssl.ca.location=ca.pem`, "one of librdkafka's names"],
    ['client.id=a', 'the brokers are missing, and bootstrap.servers'],
    ['bootstrap.servers="a:1"', 'line 1, bootstrap.servers: the quotes are taken as a part of the value'],
    [`${SASL}sasl.mechanism='PLAIN'`, 'line 3, sasl.mechanism: the quotes are taken'],
    ["conf = {\n  'bootstrap.servers': 'a:1',\n  'sasl.password': 'canary',\n}", 'line 2: this is Python or JSON'],
    ['{"bootstrap.servers": "a:1", "sasl.password": "canary"}', 'line 1: this is Python or JSON'],
    ['bootstrap.servers: a:1\nsasl.username: u\nsasl.password: canary', 'line 2: this is YAML'],
  ])('%j is reported', (text, words) => {
    const message = readFile(text).problem?.message
    expect(message).toContain(words)
    expect(message).not.toContain('canary')
  })
})

test('a password may begin and end with quotes, and Java takes colons', () => {
  const { access, problem } = readFile(
    `${SASL}sasl.mechanism: PLAIN\nsasl.jaas.config: ${PLAIN} required username="u" password="'p'";`,
  )
  expect(problem).toBeNull()
  expect(access.sasl).toMatchObject({ mechanism: 'plain', password: "'p'" })
})

describe("librdkafka's names", () => {
  test.each([
    ['sasl.mechanism=PLAIN\nsasl.mechanisms=SCRAM-SHA-256', 'scram-sha-256', 'line 6, sasl.mechanisms'],
    ['sasl.mechanisms=SCRAM-SHA-256\nsasl.mechanism=PLAIN', 'plain', 'line 6, sasl.mechanism'],
  ])('%j: the last counts, and advice names its line', (lines, mechanism, at) => {
    const { access, problem, files } = readFile(`${SASL}sasl.username=u\nsasl.password="p"\n${lines}`)
    expect(problem).toBeNull()
    expect(access.sasl).toMatchObject({ mechanism, password: '"p"' })
    expect(files.mechanismAt).toMatch(new RegExp(`${at}$`))
  })

  test('three brokers, a CA, a PKCS#12 keystore, and no check of names', () => {
    const { access, problem, files, folder } = readFile(`
# kcat -F
bootstrap.servers=a:9094,b:9094,c:9094
security.protocol=ssl
ssl.ca.location=ca.pem
ssl.keystore.location=modern.p12
ssl.keystore.password=store-secret
ssl.endpoint.identification.algorithm=none
`)
    expect(problem).toBeNull()
    expect(access.bootstrap.map(({ host }) => host)).toEqual(['a', 'b', 'c'])
    expect(access.tls).toMatchObject({ cert: expect.any(String), key: expect.any(String), checksName: false })
    expect(files).toMatchObject({ java: null, librdkafka: join(folder, 'client.properties') })
  })

  test('a certificate and a key of their own, and nothing verified', () => {
    const { access, problem } = readFile(`${SSL}
ssl.certificate.location = client.pem
ssl.key.location = client-key-encrypted.pem
ssl.key.password = key-secret
enable.ssl.certificate.verification = false
`)
    expect(problem).toBeNull()
    expect(access.tls).toMatchObject({ ca: null, passphrase: 'key-secret', checksChain: false, checksName: false })
  })

  test.each([
    ['sasl.mechanisms=SCRAM-SHA-256\nsasl.username=u\nsasl.password=p\\q # r', { password: 'p\\q # r' }],
    [
      'sasl.mechanism=OAUTHBEARER\nenable.sasl.oauthbearer.unsecure.jwt=true\n' +
        'sasl.oauthbearer.config=principal=u scope=a,b lifeSeconds=60 extension_trace=t=x',
      { token: { claims: { sub: 'u', scope: ['a', 'b'] }, lifetimeSeconds: 60 }, extensions: { trace: 't=x' } },
    ],
    [
      'sasl.mechanism=OAUTHBEARER\nenable.sasl.oauthbearer.unsecure.jwt=true\n' +
        'sasl.oauthbearer.config=principalClaimName=who principal=u',
      { token: { claims: { who: 'u' }, lifetimeSeconds: 3_600 } },
    ],
  ])('%j', (text, expected) => {
    const { access, problem } = readFile(SASL.toLowerCase() + text)
    expect(problem).toBeNull()
    expect(access.sasl).toMatchObject(expected)
  })

  test('ssl.ca.location=probe means those that everybody trusts', () => {
    const { access, problem } = readFile(`${SSL}ssl.ca.location=probe\n`)
    expect([access.tls?.ca, problem]).toEqual([null, null])
  })

  test('files lie where kcat is called, else beside the file that names them', () => {
    const text = `${SSL}ssl.ca.location=ca.pem\nenable.ssl.certificate.verification=true\n`
    const folder = makeFolder({ 'inner/client.properties': text, 'ca.pem': 'nonsense' })
    const read = () => readIn(folder, { HIGHWATER_PROPERTIES: 'inner/client.properties' }).clusters[0]?.problem?.message
    expect(read()).toContain(`${join(folder, 'ca.pem')} holds neither`)
  })

  test.each([
    ['ssl.ca.locaton=a\nsasl.username=u', 'did you mean ssl.ca.location?'],
    ['sasl.username=u\nsasl.password=p\nssl.truststore.location=x', "one of Java's names"],
    ['metadata.broker.list=a:x', 'line 3, metadata.broker.list: "a:x" is not'],
    ['enable.ssl.certificate.verification=maybe', 'write true or false'],
    ['ssl.ca.location=ca.pem\nssl.endpoint.identification.algorithm=http', 'write https'],
  ])('%j is reported', (text, words) => {
    const brokers = text.startsWith('metadata') ? '\nsecurity.protocol=ssl\n' : SSL
    expect(readFile(brokers + text).problem?.message).toContain(words)
  })

  test('tokens from an OIDC provider are reported with what to do instead', () => {
    const text = 'sasl.mechanism=OAUTHBEARER\nsasl.oauthbearer.method=oidc\nsasl.oauthbearer.client.id=x'
    expect(readFile(SASL + text).problem?.message).toContain('not fetched from an OIDC provider')
  })
})

describe('what is said beside the file', () => {
  test('wins over it, and the commands do without the file then', () => {
    const { clusters } = readYaml(
      `
clusters:
  - properties: client.properties
    brokers: c:3
  - properties: client.properties
    id: other
    tls: { keystore: elliptic.p12, keystorePassword: store-secret }
`,
      {},
      { 'client.properties': `${SSL}ssl.truststore.location=ca.pem\nssl.truststore.type=PEM\nssl.keystore.location=x` },
    )
    expect(clusters[0]?.access.bootstrap).toEqual([{ host: 'c', port: 3 }])
    expect(clusters[1]).toMatchObject({
      problem: null,
      access: { bootstrap: [{ host: 'a' }, { host: 'b' }], tls: { ca: expect.any(String), cert: expect.any(String) } },
      files: { java: null, librdkafka: null },
    })
  })

  test('--brokers beside --properties wins', () => {
    const { access, problem } = readFile(SSL, { HIGHWATER_BROKERS: 'c:3' })
    expect([access.bootstrap, problem]).toEqual([[{ host: 'c', port: 3 }], null])
  })
})
