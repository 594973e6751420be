import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { readServedConfiguration } from './configuration.ts'
import { makeFolder, readIn } from './testing/folders.ts'

/** Makes a home folder with these files, and makes it ours as long as the test runs. */
function makeHome(files: Readonly<Record<string, string>>): string {
  const folder = makeFolder(files)
  for (const name of ['HOME', 'USERPROFILE']) vi.stubEnv(name, folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  return folder
}

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')
const LOCKED = fixture('client-key-encrypted.pem')
const OPEN = fixture('client-key.pem')
const AGENT = { SSH_AUTH_SOCK: '/run/agent' }

describe('what ssh itself would take, where nothing is said', () => {
  test.each([
    ['a key that is open, and the agent', { id_rsa: OPEN }, AGENT, { privateKey: OPEN, agent: '/run/agent' }],
    [
      'the agent alone, where it must know the key',
      { id_rsa: LOCKED },
      AGENT,
      { privateKey: null, agent: '/run/agent' },
    ],
    [
      'the key that its passphrase opens',
      { id_rsa: LOCKED },
      { HIGHWATER_SSH_PASSPHRASE: 'key-secret' },
      { privateKey: LOCKED },
    ],
    ['another key that is open', { id_ed25519: LOCKED, id_rsa: OPEN }, {}, { privateKey: OPEN }],
    [
      'without an agent the locked key, so that it is told',
      { id_rsa: LOCKED },
      {},
      { privateKey: LOCKED, agent: null },
    ],
    ['nothing where there is nothing', {}, {}, { privateKey: null, agent: null }],
  ])('%s', (_, keys, environment, expected) => {
    const home = makeHome(Object.fromEntries(Object.entries(keys).map(([name, text]) => [`.ssh/${name}`, text])))
    const [cluster] = readIn(home, {
      HIGHWATER_BROKERS: 'a:1',
      HIGHWATER_SSH: 'me@bastion',
      ...environment,
    }).clusters
    expect(cluster?.problem).toBeNull()
    expect(cluster?.access.ssh).toMatchObject(expected)
  })

  test('is not used if another way is configured', () => {
    const home = makeHome({ '.ssh/id_rsa': OPEN })
    const given = { HIGHWATER_BROKERS: 'a:1', HIGHWATER_SSH: 'me@bastion', HIGHWATER_SSH_PASSWORD: 'fake', ...AGENT }
    const [cluster] = readIn(home, given).clusters
    expect(cluster?.access.ssh).toMatchObject({ password: 'fake', privateKey: null, agent: null })
  })
})

describe('the files of a login', () => {
  const yaml = `clusters:
  - name: reef
    brokers: [a:1]
    ssh: { host: me@bastion, key: ~/.ssh/id_reef, knownHosts: [keys/hosts, ~/.ssh/known_reef] }
`
  const files = { 'highwater.yaml': yaml, '.ssh/id_reef': OPEN, '.ssh/known_reef': '', 'keys/hosts': '' }

  test('are known by their paths, for the line to try by hand', () => {
    const home = makeHome(files)
    const [cluster] = readIn(home, { HIGHWATER_CONFIG: 'highwater.yaml' }).clusters
    expect(cluster?.problem).toBeNull()
    expect(cluster?.access.ssh?.files).toEqual({
      key: join(home, '.ssh/id_reef'),
      knownHosts: [join(home, 'keys/hosts'), join(home, '.ssh/known_reef')],
    })
  })

  test('are named to others without their folders, but for the one of ssh itself', () => {
    const home = makeHome(files)
    const served = readServedConfiguration({ HIGHWATER_CONFIG: 'highwater.yaml', HIGHWATER_CALLED_FROM: home })
    expect(served.clusters[0]?.access.ssh?.files).toEqual({
      key: '~/.ssh/id_reef',
      knownHosts: ['hosts', '~/.ssh/known_reef'],
    })
  })

  test.each([
    ['written into the configuration itself', { HIGHWATER_SSH_KEY: OPEN }],
    ['that ssh finds by itself', {}],
  ])('are none where the key is one %s', (_what, environment) => {
    const home = makeHome({ '.ssh/id_rsa': OPEN })
    const [cluster] = readIn(home, { HIGHWATER_BROKERS: 'a:1', HIGHWATER_SSH: 'me@bastion', ...environment }).clusters
    expect(cluster?.access.ssh).toMatchObject({ privateKey: OPEN, files: { key: null, knownHosts: [] } })
  })
})
