import { describe, expect, test } from 'vitest'
import { clusterVariables } from '#lib/clusters/environment-cluster.ts'
import { describeTrouble } from './dashboard.mjs'
import { parseEnvironmentFile } from './environment.mjs'
import { flags, help, Refusal, readOptions, unknownVariables } from './options.mjs'

const defaults = {
  brokers: null,
  properties: null,
  name: null,
  config: null,
  isConfigured: false,
  check: false,
  cluster: null,
  host: '127.0.0.1',
  port: 3000,
  allowedHosts: [],
  insecure: false,
  open: false,
  readOnly: false,
  demo: true,
  demoBrokers: 3,
  fresh: false,
  dev: false,
  data: null,
}

describe('options', () => {
  test.each([
    [[], {}],
    [['--port', '3100', '--open'], { port: 3100, open: true }],
    [['--brokers', 'a:1'], { brokers: 'a:1', isConfigured: true, demo: false }],
    [['--brokers=a:1', '--demo'], { brokers: 'a:1', isConfigured: true, demo: true }],
    [['--properties', 'f', '--name', 'n'], { properties: 'f', name: 'n', isConfigured: true, demo: false }],
    [['--config', 'f'], { config: 'f', isConfigured: true, demo: false }],
    [['--config', 'none'], { config: 'none' }],
    [['--check'], { check: true }],
    [['--check', '--cluster', 'a'], { check: true, cluster: 'a' }],
    [['--no-demo', '--read-only'], { demo: false, readOnly: true }],
    [['--demo-brokers', '1', '--fresh'], { demoBrokers: 1, fresh: true }],
    [['--allowed-host', 'a', '--allowed-host', 'b'], { allowedHosts: ['a', 'b'] }],
    [['--host', '0.0.0.0', '--insecure'], { host: '0.0.0.0', insecure: true }],
    [['--host', '::1'], { host: '::1' }],
  ])('%j', (args, expected) => {
    expect(readOptions(args, {})).toEqual({ ...defaults, ...expected })
  })

  test('a highwater.yaml in the folder is looked at in place of an embedded Kafka, unless that is asked for, too', () => {
    expect(readOptions([], {}, true)).toMatchObject({ isConfigured: true, demo: false })
    expect(readOptions(['--demo'], {}, true)).toMatchObject({ isConfigured: true, demo: true })
    expect(readOptions(['--config', 'none'], {}, true)).toMatchObject({ isConfigured: false, demo: true })
    expect(readOptions(['--no-demo'], {}, false)).toMatchObject({ isConfigured: false, demo: false })
  })

  test('the environment counts where no option is given', () => {
    const environment = { HIGHWATER_BROKERS: 'b:2', HIGHWATER_PORT: '4000', HIGHWATER_READ_ONLY: 'true' }
    expect(readOptions(['--port', '5000'], environment)).toMatchObject({
      brokers: 'b:2',
      port: 5000,
      readOnly: true,
      demo: false,
    })
  })

  test.each([
    [['--cluster', 'a'], 'goes with --check'],
    [['--prot', '1'], 'There is no option --prot'],
    [['--broker', 'a'], 'did you mean --brokers?'],
    [['--port'], "'--port <value>' argument missing"],
    [['--port', '0'], 'not a port'],
    [['--port', '3e3'], 'not a port'],
    [['--demo-brokers', '2'], 'either 1 or 3'],
    [['localhost:9092'], '"localhost:9092" stands alone'],
    [['user:canary@b:9092'], 'A value stands alone'],
    [['--brokers', 'a:9092,b:x'], '"b:x" is not the address of a broker'],
    [['--brokers', 'user:canary@b:9092'], 'There is an @ among the addresses of --brokers'],
    [['--brokers', ''], 'not the address of a broker'],
    [['--host', '0.0.0.0'], 'it has no login'],
    [['--password', 'canary'], 'There is no option --password: anyone on this machine'],
    [['--sasl-password=canary'], 'HIGHWATER_SASL_PASSWORD_FILE'],
    [['--token', 'canary'], 'in the list of processes'],
    [['--host', '192.168.1.4'], '--insecure'],
  ])('%j is refused with a sentence', (args, sentence) => {
    expect(() => readOptions(args, {})).toThrow(Refusal)
    expect(() => readOptions(args, {})).toThrow(sentence)
    expect(() => readOptions(args, {})).not.toThrow('canary')
  })

  test.each([
    ['true', true],
    ['Yes', true],
    ['1', true],
    ['no', false],
    ['0', false],
    ['', false],
  ])('HIGHWATER_READ_ONLY=%s', (value, expected) => {
    expect(readOptions([], { HIGHWATER_READ_ONLY: value })).toMatchObject({ readOnly: expected })
  })

  test('a switch that can be read neither way is refused, and a misspelt variable is told', () => {
    expect(() => readOptions([], { HIGHWATER_READ_ONLY: 'ture' })).toThrow('HIGHWATER_READ_ONLY is "ture"')
    expect(unknownVariables({ HIGHWATER_PROT: '1', HIGHWATER_PORT: '1', PATH: '' })).toEqual(['HIGHWATER_PROT'])
  })

  test('help names every option', () => {
    expect(readOptions(['--help'], {})).toBe('help')
    for (const name of Object.keys(flags)) expect(help).toContain(`  --${name}`)
  })
})

test('every variable that says how to reach a cluster is known here, too', () => {
  const environment = Object.fromEntries(clusterVariables.map((name) => [name, '']))
  expect(clusterVariables.length).toBeGreaterThan(30)
  expect(unknownVariables(environment)).toEqual([])
})

test('of several clusters in trouble each is named', () => {
  const [a, b] = ['a', 'b'].map((name) => ({ id: name, name, status: 'offline', error: { message: 'M.', hint: 'H.' } }))
  const fine = { id: 'c', name: 'c', status: 'online' }
  expect(describeTrouble(a ? [a] : [])).toEqual(['M. H.'])
  expect(describeTrouble(a && b ? [a, fine, b] : [])).toEqual(['a: M. H.', 'b: M. H.'])
})

test('a .env file is read as shells read it, and what is no assignment is passed over', () => {
  const text = 'A=1\n# B=2\nexport C = "x y" \nD=\'q # not a comment\'\nE=v # a comment\nnonsense\nF=\n'
  expect(parseEnvironmentFile(text)).toEqual({ A: '1', C: 'x y', D: 'q # not a comment', E: 'v', F: '' })
})
