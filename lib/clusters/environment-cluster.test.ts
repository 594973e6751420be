import { describe, expect, test } from 'vitest'
import { makeFolder, readIn } from './testing/folders.ts'

describe('the environment', () => {
  test('without anything there is no cluster', () => {
    expect(readIn('/', {})).toMatchObject({ clusters: [], embedded: null })
  })

  test('a named Kafka is the cluster default', () => {
    const { clusters } = readIn('/', { HIGHWATER_BROKERS: 'a:1', HIGHWATER_NAME: 'Mine', HIGHWATER_READ_ONLY: 'true' })
    expect(clusters).toMatchObject([
      {
        id: 'default',
        name: 'Mine',
        readOnly: true,
        access: { bootstrap: [{ host: 'a', port: 1 }], tls: undefined, sasl: undefined },
        problem: null,
        files: { java: null, librdkafka: null, source: 'variables' },
      },
    ])
  })

  test('the embedded one is demo, and is there even when it could choose no address', () => {
    const control = { HIGHWATER_DEMO_CONTROL: 'http://127.0.0.1:1', HIGHWATER_DEMO_TOKEN: 't' }
    expect(readIn('/', control)).toMatchObject({
      clusters: [{ id: 'demo', access: { bootstrap: [] }, problem: null }],
      embedded: { url: 'http://127.0.0.1:1', token: 't' },
    })
  })

  test('a secret that is given twice is said so, and neither is taken', () => {
    const { clusters } = readIn(makeFolder({ password: 'one' }), {
      HIGHWATER_BROKERS: 'a:1',
      HIGHWATER_SASL_MECHANISM: 'PLAIN',
      HIGHWATER_SASL_USERNAME: 'u',
      HIGHWATER_SASL_PASSWORD: 'other',
      HIGHWATER_SASL_PASSWORD_FILE: 'password',
    })
    expect(clusters[0]?.problem?.message).toBe(
      'HIGHWATER_SASL_PASSWORD_FILE: it is given twice; keep the variable or the file.',
    )
  })

  test('everything that a cluster needs can stand in variables, secrets also in files', () => {
    const folder = makeFolder({ 'sasl-password': 'fake-sasl\n', 'ssh-key': '-----BEGIN OPENSSH PRIVATE KEY-----' })
    const { clusters } = readIn(folder, {
      HIGHWATER_BROKERS: 'a:1',
      HIGHWATER_TLS: 'true',
      HIGHWATER_TLS_TRUSTSTORE: 'truststore.p12',
      HIGHWATER_TLS_TRUSTSTORE_PASSWORD: 'store-secret',
      HIGHWATER_TLS_KEYSTORE: 'modern.p12',
      HIGHWATER_TLS_KEYSTORE_PASSWORD: 'store-secret',
      HIGHWATER_TLS_VERIFY_NAME: 'no',
      HIGHWATER_SASL_MECHANISM: 'SCRAM-SHA-256',
      HIGHWATER_SASL_USERNAME: 'u',
      HIGHWATER_SASL_PASSWORD_FILE: 'sasl-password',
      HIGHWATER_SSH: 'me@bastion:2222',
      HIGHWATER_SSH_KEY: 'ssh-key',
      HIGHWATER_SSH_PASSPHRASE: 'fake-passphrase',
      HIGHWATER_HOST_MAP: 'localhost:9092=localhost:19092,inner=outer',
    })
    expect(clusters).toMatchObject([
      {
        problem: null,
        access: {
          tls: {
            ca: expect.stringContaining('BEGIN CERTIFICATE'),
            cert: expect.stringContaining('BEGIN CERTIFICATE'),
            key: expect.stringContaining('BEGIN PRIVATE KEY'),
            checksChain: true,
            checksName: false,
          },
          sasl: { mechanism: 'scram-sha-256', username: 'u', password: 'fake-sasl' },
          ssh: {
            host: 'bastion',
            port: 2222,
            username: 'me',
            privateKey: '-----BEGIN OPENSSH PRIVATE KEY-----',
            passphrase: 'fake-passphrase',
            agent: null,
          },
          hostMap: [
            { host: 'localhost', port: 9092, to: { host: 'localhost', port: 19_092 } },
            { host: 'inner', port: null, to: { host: 'outer', port: null } },
          ],
        },
      },
    ])
  })

  test.each([
    ['false', undefined, null],
    ['true', expect.anything(), null],
    ['perhaps', undefined, expect.stringContaining('HIGHWATER_TLS: write true, false')],
  ])('HIGHWATER_TLS=%s stands beside what else is said of it', (tls, access, message) => {
    const given = { HIGHWATER_BROKERS: 'a:1', HIGHWATER_TLS: tls, HIGHWATER_TLS_VERIFY_NAME: 'no' }
    const [cluster] = readIn('/', given).clusters
    expect(cluster?.access.tls).toEqual(access)
    expect(cluster?.problem?.message ?? null).toEqual(message)
  })

  test.each([
    ['inner', 'after the equals sign, write the address'],
    ['inner:outer', '"inner:outer" is no address; write host or host:port, then an equals sign'],
  ])('HIGHWATER_HOST_MAP=%s is reported in the terms of a variable', (map, words) => {
    const { clusters } = readIn('/', { HIGHWATER_BROKERS: 'a:1', HIGHWATER_HOST_MAP: map })
    expect(clusters[0]?.problem?.message).toContain(`HIGHWATER_HOST_MAP: ${words}`)
  })

  test('problems are reported with the variable, all at once, and the cluster exists all the same', () => {
    const { clusters } = readIn('/', {
      HIGHWATER_BROKERS: 'a:x',
      HIGHWATER_TLS_CA: 'nowhere.pem',
      HIGHWATER_SASL_MECHANISM: 'PLIAN',
    })
    const message = clusters[0]?.problem?.message
    expect(message).toMatch(
      /^3 things are wrong\.\nHIGHWATER_BROKERS: "a:x".*\nHIGHWATER_TLS_CA: \/nowhere\.pem: there/,
    )
    expect(message).toMatch(/HIGHWATER_SASL_MECHANISM: "PLIAN" is none of .* did you mean PLAIN\?/)
  })
})
