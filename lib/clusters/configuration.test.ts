import { describe, expect, test } from 'vitest'
import { ConfigurationError } from './configuration.ts'
import { readIn, readYaml } from './testing/folders.ts'

describe('highwater.yaml', () => {
  test('lists clusters, each with its own way', () => {
    const { clusters } = readYaml(`
clusters:
  - name: Orders, staging
    brokers: [a:1, "[::1]:2"]
    color: "#C2410C"
    readOnly: true
    intervals: { whileLooked: 5s, idle: 2m }
  - id: prod
    brokers: b:1, c
    tls: true
    hostMap:
      kafka:29092: localhost:9092
    pipelines:
      balance-service: balances
      "audit, nightly": [totals, errors]
`)
    expect(clusters).toMatchObject([
      {
        id: 'orders-staging',
        name: 'Orders, staging',
        color: '#c2410c',
        readOnly: true,
        intervals: { watchedPauseMs: 5_000, idleMs: 120_000 },
        access: { bootstrap: [{ host: 'a' }, { host: '::1', port: 2 }], tls: undefined },
        problem: null,
      },
      {
        id: 'prod',
        name: 'prod',
        readOnly: false,
        access: {
          bootstrap: [{ host: 'b' }, { host: 'c', port: 9092 }],
          tls: { ca: null, cert: null, checksChain: true, checksName: true },
          hostMap: [{ host: 'kafka', port: 29_092, to: { host: 'localhost', port: 9092 } }],
        },
        pipelines: [
          { group: 'balance-service', topics: ['balances'] },
          { group: 'audit, nightly', topics: ['totals', 'errors'] },
        ],
        problem: null,
      },
    ])
  })

  test('a topic that a group is said to write to has a name that Kafka allows', () => {
    const { clusters } = readYaml(
      'clusters:\n  - id: a\n    brokers: b:1\n    pipelines:\n      g: [fine, "not fine"]\n      h: {}\n',
    )
    expect(clusters[0]?.problem?.message).toMatch(/line 5.*the topic name/)
    expect(clusters[0]?.problem?.message).toMatch(/line 6.*write the topic that the group writes to/)
  })

  test('takes secrets from variables and files, keeps the digits of what looks like a number, and shares by anchor', () => {
    const { clusters } = readYaml(
      `
clusters:
  - &shared
    id: a
    brokers: a:1
    sasl: { mechanism: plain, username: { env: KAFKA_USER }, password: { file: secrets/password } }
  - <<: *shared
    id: b
    sasl: { mechanism: plain, username: u, password: 0123 }
`,
      { KAFKA_USER: 'from-variable' },
      { 'secrets/password': 'from-file\n' },
    )
    expect(clusters.map(({ id, access, problem }) => [id, access.bootstrap.length, access.sasl, problem])).toEqual([
      ['a', 1, { mechanism: 'plain', username: 'from-variable', password: 'from-file' }, null],
      ['b', 1, { mechanism: 'plain', username: 'u', password: '0123' }, null],
    ])
  })

  test.each([
    ['a static token', 'token: fake-token', 'fake-token', {}],
    [
      'one that nobody signs',
      'unsecured: { sub: u, scope: [x, y] }\n      lifetime: 10m\n      extensions: { trace: z }',
      { claims: { sub: 'u', scope: ['x', 'y'] }, lifetimeSeconds: 600 },
      { trace: 'z' },
    ],
  ])('knows OAUTHBEARER with %s', (_, fields, token, extensions) => {
    const { clusters } = readYaml(`clusters:\n  - brokers: a\n    sasl:\n      mechanism: OAUTHBEARER\n      ${fields}`)
    expect(clusters[0]).toMatchObject({
      problem: null,
      access: { sasl: { mechanism: 'oauthbearer', token, extensions } },
    })
  })

  test('a broken cluster has its problems in words with lines, and the others are as they were', () => {
    const { clusters } = readYaml(`
clusters:
  - id: broken
    brokers: a:1
    sasll: {}
    color: red
    readOnly: perhaps
    tls:
      keystore: modern.p12
      keystorePassword: canary-wrong
    sasl:
      mechansim: plain
      username: { env: NOT_SET_ANYWHERE }
      password: canary-password
  - id: fine
    brokers: b:1
`)
    expect(clusters[1]).toMatchObject({ id: 'fine', problem: null })
    const message = clusters[0]?.problem?.message ?? ''
    for (const sentence of [
      'highwater.yaml line 5, clusters[0].sasll: there is no field "sasll"; did you mean sasl?',
      'highwater.yaml line 6, clusters[0].color: write a colour',
      'highwater.yaml line 7, clusters[0].readOnly: write true or false.',
      /line 10, clusters\[0\]\.tls\.keystorePassword: \S+modern\.p12 cannot be opened with the password/,
      'highwater.yaml line 12, clusters[0].sasl.mechansim: there is no field "mechansim"; did you mean mechanism?',
      'highwater.yaml line 13, clusters[0].sasl.username.env: the environment variable NOT_SET_ANYWHERE is not set.',
      'highwater.yaml line 11, clusters[0].sasl: the SASL mechanism is missing',
    ]) {
      expect(message).toMatch(sentence)
    }
    expect(message).not.toContain('canary')
    const [count, ...sentences] = message.split('\n')
    expect(count).toBe(`${sentences.length} things are wrong.`)
    const lines = sentences.map((sentence) => Number(/ line (\d+)/.exec(sentence)?.[1]))
    expect(lines).toEqual(lines.toSorted((a, b) => a - b))
  })

  test.each([
    ['id: demo', 'is the embedded cluster'],
    ['id: a b', 'an id is part of addresses'],
    ['brokers: []', 'the list is empty'],
    ['brokers:', 'it has no value'],
    ['color: #c2410c', '# begins a comment here; put quotes around it'],
    ['color: # ours', 'it has no value; write one'],
    ['brokers: [[a]]', 'an address belongs here'],
    ['tls: [a]', 'write true, false, or fields'],
    ['tls: { ca: ca.pem, truststore: ca.pem }', 'keep one'],
    ['tls: { keystore: modern.p12, key: client-key.pem }', 'keep one way'],
    ['tls: { cert: client.pem }', 'the private key of the certificate is missing'],
    ['tls: { cert: client.pem, key: client-ec-key.pem }', 'belongs to another key'],
    ['tls: { cert: client.pem, key: client-key-encrypted.pem }', 'none is given'],
    ['tls: { cert: client.pem, key: client-key-encrypted.pem, passphrase: x }', 'cannot be opened with the passphrase'],
    ['tls: { truststore: true.jks }', 'keytool -importkeystore'],
    ['tls: { ca: client-key.pem }', 'no certificate to trust'],
    ['tls: { ca: . }', 'it is a folder'],
    ['sasl: { mechanism: GSSAPI }', 'Kerberos (GSSAPI) is not supported here'],
    ['sasl: { username: u, password: p }', 'write PLAIN, SCRAM-SHA-256'],
    ['sasl: { mechanism: oauthbearer }', 'the token is missing'],
    ['sasl: { mechanism: oauthbearer, unsecured: { scope: x } }', 'add `sub: USER`'],
    ['sasl: { mechanism: plain, username: u }', 'the password is missing'],
    ['sasl: { mechanism: plain, username: u, password: { vault: x } }', 'or the secret itself'],
    ['sasl: { mechanism: plain, username: u, password: { fiel: x } }', 'there is no field "fiel"; did you mean file?'],
    ['sasl: { mechanism: plain, username: u, password: { env: A, file: b } }', 'it is given twice'],
    ['ssh: { user: u }', 'the host is missing'],
    ['ssh: { host: h, port: 0 }', 'write a port'],
    ['ssh: u:fake-password@h', 'write user@host'],
    ['ssh: { host: h, key: nowhere }', 'there is no such file'],
    ['ssh: { host: h, key: ca.pem }', 'holds no private key'],
    ['ssh: { host: h, agent: true }', 'SSH_AUTH_SOCK is not set'],
    ['hostMap: { a: "b:1" }', 'add the port'],
    ['hostMap: { "a:b": c }', 'is no address'],
    ['intervals: { idle: 5 }', 'write a duration'],
    ['intervals: { idle: 5ms }', 'the shortest'],
    ['properties: nowhere.properties', 'there is no such file'],
  ])('%s is the problem of its cluster', (field, words) => {
    const brokers = field.startsWith('brokers') ? '' : '\n    brokers: a:1'
    const { clusters } = readYaml(`clusters:\n  - ${field}${brokers}\n`)
    expect(clusters[0]?.problem?.message).toMatch(
      /^(?:2 things are wrong\.\n)?highwater\.yaml line [23], clusters\[0\]/,
    )
    expect(clusters[0]?.problem?.message).toContain(words)
  })

  test('no sentence ever shows a secret, wherever one stands and whatever is wrong', () => {
    const { clusters } = readYaml(
      `
clusters:
  - brokers: "a:x"
    tls:
      truststore: truststore.p12
      truststorePassword: canary-1
      cert: client.pem
      key: client-key-encrypted.pem
      passphrase: canary-2
    sasl: { mechanism: oauthbearer, token: canary-3, unsecured: { sub: a }, password: canary-4, extensions: { a: [canary-5] } }
    ssh: { host: "a b", password: canary-6, passphrase: { env: CANARY }, key: secret }
  - brokers: "a:x"
    tls: { keystore: modern.p12, keystorePassword: { file: secret } }
    sasl: { mechanism: Plain-Text, username: u, password: [canary-8], token: {canary-15} }
    ssh: me:canary-16@bastion
  - properties: client.properties
`,
      { CANARY: 'canary-9' },
      {
        secret: 'canary-10\n',
        'client.properties':
          'security.protocol=SASL_SSL\nssl.truststore.location=truststore.p12\nssl.truststore.password=canary-11\n' +
          'sasl.mechanism=PLAIN\nsasl.jaas.config=X required password="canary-12" canary-13;\nssl.key.passwrod=canary-14\n',
      },
    )
    expect(clusters.map(({ problem }) => problem?.message.match(/(?:line \d+)/g)?.length)).toEqual([7, 6, 3])
    expect(JSON.stringify(clusters.map(({ problem }) => problem))).not.toContain('canary-')
  })

  test('two with one id are both there, and the second says so', () => {
    const { clusters } = readYaml('clusters: [{ id: a, brokers: a }, { id: a, brokers: b }, { id: a-2, brokers: c }]')
    expect(clusters.map(({ id, problem }) => [id, problem === null])).toEqual([
      ['a', true],
      ['a-2', false],
      ['a-2-2', false],
    ])
  })

  test.each([
    [
      'clusters:\n  - brokers: "[x]" # [\n    tls: { ca: a.pem\n    name: b\n  - brokers: c',
      'highwater.yaml line 3: the bracket { that opens here is never closed.',
    ],
    [
      'clusters:\n  - brokers: [a:1, b:2\n  - brokers: c\n\n',
      'highwater.yaml line 2: the bracket [ that opens here is never closed.',
    ],
    ['clusters:\n  - brokers: "a', 'highwater.yaml line 2: a quote, a bracket or a comma is missing.'],
    ['clusters:\n\t- brokers: a', 'highwater.yaml line 2: a tab'],
    ['clusters: []\nclusters: []', 'highwater.yaml line 2: this field is given twice'],
    ['clusters:\n- *nobody', 'line 2, clusters[0]: this refers to an anchor that is not there'],
    ['a: &a [*a]', 'contains itself'],
    ['- brokers: a', 'it begins with "clusters:"'],
    ['clusters: a', 'each cluster begins with a dash'],
    ['cluster: []', 'highwater.yaml line 1, cluster: there is no field "cluster"; did you mean clusters?'],
    ['', 'it begins with "clusters:"'],
  ])('%j cannot be understood at all', (text, words) => {
    expect(() => readYaml(text)).toThrow(ConfigurationError)
    expect(() => readYaml(text)).toThrow(words)
  })

  test('tabs are reported once, however many there are', () => {
    expect.assertions(1)
    try {
      readYaml('clusters:\n  - id: a\n\tbrokers: b\n\tcolor: c\n')
    } catch (error) {
      expect(error instanceof ConfigurationError && error.sentences).toEqual([
        'highwater.yaml line 3: a tab is used for indentation, which YAML does not allow; use spaces.',
      ])
    }
  })

  test('then the problems of its clusters are reported with it', () => {
    const text = 'clusters:\n  - id: a\n    brokers: "a:x"\n  - brokers: b\n    color: red\nversion: 1'
    expect(() => readYaml(text)).toThrow(/line 6, version: there is no field[\s\S]*line 3[\s\S]*line 5/)
  })

  test('a file that is named and not there cannot either', () => {
    expect(() => readIn('/', { HIGHWATER_CONFIG: 'nowhere.yaml' })).toThrow('/nowhere.yaml: there is no such file.')
  })

  test('invalid YAML is reported without quoting it', () => {
    expect(() => readYaml('clusters:\n  - password: "canary\n  - password: canary: canary')).not.toThrow('canary')
    expect(() => readYaml('clusters:\n  - password: canary: canary')).toThrow(/line 2: this is not valid YAML/)
  })
})
