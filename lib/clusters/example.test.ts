import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clusterVariables } from './environment-cluster.ts'
import { makeFolder, readIn, writeIn } from './testing/folders.ts'

const example = readFileSync('highwater.example.yaml', 'utf8')

/** A folder with all files that the example refers to. */
function makeExample(): string {
  const folder = makeFolder({
    'highwater.yaml': example.replaceAll('~/', ''),
    'client.properties': 'bootstrap.servers=localhost:9092\n',
    'secrets/password': 'fake-password\n',
    'secrets/token': 'fake-token\n',
    '.ssh/id_ed25519': '-----BEGIN OPENSSH PRIVATE KEY-----',
    '.ssh/known_hosts': 'bastion.example.com ssh-ed25519 AAAA',
  })
  copyFileSync(join(folder, 'modern.p12'), join(folder, 'keystore.p12'))
  return folder
}

const environment = {
  HIGHWATER_CONFIG: 'highwater.yaml',
  KAFKA_KEY_PASSPHRASE: 'key-secret',
  KAFKA_STORE_PASSWORD: 'store-secret',
  SSH_KEY_PASSPHRASE: 'fake',
}

test('highwater.example.yaml is right in every line', () => {
  const { clusters } = readIn(makeExample(), environment)
  expect(clusters.length).toBeGreaterThan(9)
  expect(clusters.filter(({ problem }) => problem !== null)).toEqual([])
})

test('it names every field that there is', () => {
  const folder = makeExample()
  // An unknown field in the example is reported by the reader; a missing one would go unnoticed.
  const fields = ['id', 'name', 'color', 'brokers', 'readOnly', 'intervals', 'whileLooked', 'idle', 'properties', 'tls']
    .concat(['ca', 'cert', 'key', 'passphrase', 'keystore', 'keystorePassword', 'truststore', 'truststorePassword'])
    .concat(['verify', 'verifyName', 'sasl', 'mechanism', 'username', 'password', 'token', 'unsecured', 'lifetime'])
    .concat(['pipelines', 'extensions', 'ssh', 'host', 'port', 'user', 'agent', 'knownHosts', 'hostMap'])
  expect(fields.filter((name) => !new RegExp(`\\b${name}:`).test(example))).toEqual([])
  writeIn(folder, 'highwater.yaml', example.replaceAll('~/', '').replaceAll('# password', 'password'))
  expect(readIn(folder, { ...environment, SSH_PASSWORD: 'fake' }).clusters.every(({ problem }) => !problem)).toBe(true)
})

test('.env.example names every variable, and of the secrets both forms', () => {
  const text = readFileSync('.env.example', 'utf8')
  expect(clusterVariables.filter((name) => !new RegExp(`^#${name}=`, 'm').test(text))).toEqual([])
})
