import { describe, expect, test } from 'vitest'
import { describeQuorumCommand } from './brokers.ts'
import { type CommandClient, clientOf } from './client.ts'
import { describeGroupsCommands, resetOffsetsCommand } from './groups.ts'
import { messageCommands } from './messages.ts'
import { produceCommand, produceTools } from './produce.ts'
import { plainClient } from './testing/client.ts'
import { listPartitionsCommand, listTopicsCommand, truncateCommand } from './topics.ts'

const files = { java: '/etc/kafka/client.properties', librdkafka: '/etc/kafka/kcat.conf' }
const tls = { protocol: 'SSL', checksChain: true, checksName: true } as const
const sasl = { protocol: 'SASL_SSL', mechanism: 'SCRAM-SHA-512', username: 'alice', checksChain: true } as const

function client(change: Partial<CommandClient> = {}): CommandClient {
  return plainClient(['a:1', 'b:2'], change)
}

const query = { topic: 't', from: 'oldest', keyFormat: 'auto', valueFormat: 'auto' } as const
const request = { records: [{ key: null, value: { format: 'string', data: 'v' } as const, headers: [] }] }

function read(of: CommandClient) {
  const [kcat = '', consumer = '', python = '', kafkajs = ''] = messageCommands(of, query).map(({ text }) => text)
  return { kcat, consumer, python, kafkajs }
}

describe('the file with the settings', () => {
  test('is named where the cluster is secured, and only there', () => {
    const secured = client({ ...sasl, checksName: true, kafkaVersion: '3.9', files })
    expect(listTopicsCommand(secured, true).text).toBe(
      'kafka-topics.sh --bootstrap-server a:1,b:2 --command-config /etc/kafka/client.properties --list',
    )
    expect(listPartitionsCommand(secured, 't').text).toBe('kcat -F /etc/kafka/kcat.conf -b a:1,b:2 -L -t t')
    expect(listTopicsCommand(client({ files }), true).text).toBe('kafka-topics.sh --bootstrap-server a:1,b:2 --list')
    expect(listPartitionsCommand(client({ files }), 't').text).toBe('kcat -b a:1,b:2 -L -t t')
  })

  test('is not all that kcat needs where names are left unchecked, as it passes that line over', () => {
    const unchecked = client({ ...tls, checksName: false, files })
    expect(listPartitionsCommand(unchecked, 't').text).toBe(
      'kcat -F /etc/kafka/kcat.conf -X ssl.endpoint.identification.algorithm=none -b a:1,b:2 -L -t t',
    )
  })

  test('nor is the one with gaps, of which kcat passes that line over, too', () => {
    const { text } = listPartitionsCommand(client({ ...tls, checksName: false }), 't')
    expect(text).toMatch(/\nkcat -F kcat\.conf -X ssl\.endpoint\.identification\.algorithm=none -b /)
  })

  test.each<[string | null, 'PLAIN' | 'SCRAM-SHA-256', boolean]>([
    ['3.9', 'SCRAM-SHA-256', false],
    ['4.0', 'SCRAM-SHA-256', true],
    ['10.1', 'SCRAM-SHA-256', true],
    [null, 'SCRAM-SHA-256', true],
    ['4.0', 'PLAIN', false],
  ])('does not help an old kcat with Kafka %s and %s: %j', (kafkaVersion, mechanism, isTold) => {
    const of = client({ ...sasl, mechanism, kafkaVersion, files })
    expect(listPartitionsCommand(of, 't').text.includes('# A kcat with a librdkafka before 2.6.1')).toBe(isTold)
    expect(listTopicsCommand(of, true).text).not.toContain('kcat')
    expect(read(of).python).not.toContain('kcat with')
  })

  test('comes before the verb of a script that has one', () => {
    expect(describeQuorumCommand(client({ ...tls, files })).text).toBe(
      'kafka-metadata-quorum.sh --bootstrap-server a:1,b:2 --command-config /etc/kafka/client.properties describe --replication',
    )
  })

  test('has its usual name where it is not known, and a line above says where to find it', () => {
    expect(listTopicsCommand(client({ ...tls, files: { ...files, java: null } }), true).text).toMatch(
      /^# client\.properties: the security configuration, .*\nkafka-topics\.sh .* --command-config client\.properties --list$/,
    )
    expect(listPartitionsCommand(client({ ...tls, files: { ...files, librdkafka: null } }), 't').text).toMatch(
      /^# kcat\.conf: the security configuration, .*\nkcat -F kcat\.conf -b a:1,b:2 -L -t t$/,
    )
  })

  test('is quoted, whatever it is called', () => {
    const odd = { java: "/home/it's me/$(x).properties", librdkafka: '/a b' }
    expect(listTopicsCommand(client({ ...tls, files: odd }), true).text).toContain(
      `--command-config '/home/it'\\''s me/$(x).properties' --list`,
    )
    expect(listPartitionsCommand(client({ ...tls, files: odd }), 't').text).toContain("kcat -F '/a b' -b")
    expect(read(client({ ...tls, files: { java: null, librdkafka: 'a"b' } })).python).toContain(
      '    **read_settings("a\\"b"),',
    )
  })

  test.each([
    ['3.9', '--consumer.config', '--property', '--producer.config', '--producer-property'],
    ['4.1', '--consumer.config', '--property', '--producer.config', '--producer-property'],
    [null, '--consumer.config', '--property', '--producer.config', '--producer-property'],
    ['4.2', '--command-config', '--formatter-property', '--command-config', '--command-property'],
    ['4.10', '--command-config', '--formatter-property', '--command-config', '--command-property'],
    ['5.0', '--command-config', '--formatter-property', '--command-config', '--command-property'],
  ])('goes to the console scripts of Kafka %s as %s', (kafkaVersion, consumer, format, producer, setting) => {
    const of = client({ ...tls, files, kafkaVersion })
    expect(read(of).consumer).toContain(` ${consumer} ${files.java} `)
    expect(read(of).consumer).toContain(` ${format} print.key=true`)
    const sent = produceCommand('console', of, 't', request).text
    expect(sent).toContain(` ${producer} ${files.java} `)
    expect(sent).toContain(` ${setting} acks=all`)
  })

  test('is said once above a command of several parts', () => {
    const of = client(tls)
    const reset = resetOffsetsCommand(of, { group: 'g', to: { type: 'group', group: 'h' } }, '--dry-run').text
    const cut = truncateCommand(of, 't', [{ partition: 0, beforeOffset: 5 }]).text
    for (const text of [reset, cut]) {
      expect(text.match(/^#/gm)).toHaveLength(1)
      expect(text).toMatch(/^# client\.properties: /)
    }
    expect(reset.match(/--command-config client\.properties/g)).toHaveLength(2)
    const groups = [
      { id: 'a', type: 'classic' },
      { id: 'b', type: 'share' },
    ] as const
    for (const { text } of describeGroupsCommands(of, groups)) expect(text).toMatch(/^# client\.properties: /)
  })
})

describe('programs', () => {
  test('in Python read the file of librdkafka, and say nothing of it where none is needed', () => {
    for (const text of [
      read(client({ ...sasl, files })).python,
      produceCommand('python', client({ ...sasl, files }), 't', request).text,
    ]) {
      expect(text).toContain('({\n    **read_settings("/etc/kafka/kcat.conf"),\n    "bootstrap.servers": "a:1,b:2",\n')
      expect(text).toContain('def read_settings(path):')
    }
    expect(read(client()).python).not.toContain('read_settings')
  })

  test.each<[string, Partial<CommandClient>, string]>([
    ['nothing', {}, '{ brokers: ["a:1","b:2"]'],
    ['TLS', tls, '{ brokers: ["a:1","b:2"], ssl: { ca: file(\'KAFKA_CA\') }'],
    ['no check of the name', { ...tls, checksName: false }, 'checkServerIdentity: () => undefined }'],
    ['no check at all', { protocol: 'SSL' }, 'ssl: { rejectUnauthorized: false }'],
    [
      'a certificate of one’s own',
      { ...tls, hasClientCertificate: true },
      "cert: file('KAFKA_CERT'), key: file('KAFKA_KEY'), pfx: file('KAFKA_KEYSTORE'), passphrase: process.env.KAFKA_KEY_PASSWORD }",
    ],
    ['SCRAM', sasl, `sasl: { mechanism: 'scram-sha-512', username: "alice", password: process.env.KAFKA_PASSWORD }`],
    [
      'PLAIN without TLS',
      { protocol: 'SASL_PLAINTEXT', mechanism: 'PLAIN', username: 'o\'x"' },
      `{ brokers: ["a:1","b:2"], sasl: { mechanism: 'plain', username: "o'x\\"", password: process.env.KAFKA_PASSWORD }`,
    ],
    [
      'a token',
      { protocol: 'SASL_SSL', mechanism: 'OAUTHBEARER' },
      'oauthBearerProvider: async () => ({ value: process.env.KAFKA_TOKEN })',
    ],
  ])('for kafkajs: %s', (_what, change, entries) => {
    expect(read(client(change)).kafkajs).toContain(entries)
    expect(produceCommand('kafkajs', client(change), 't', request).text).toContain(entries)
  })
})

describe('behind SSH', () => {
  const ssh = 'me@bastion:2222'
  const forms: [string, Partial<CommandClient>, string, string][] = [
    [
      'elsewhere the brokers are not reached',
      { ssh },
      '# Run it on bastion: the brokers are reached through SSH there',
      'a:1,b:2',
    ],
    [
      'a broker that calls itself localhost is reached by a tunnel to the same port',
      { ssh, bootstrap: ['localhost:9093'] },
      '# First, and left open: ssh -L 9093:localhost:9093 -p 2222 me@bastion -NT',
      'localhost:9093',
    ],
    [
      'or to the port that it says it has',
      { ssh, bootstrap: ['localhost:9093'], hostMap: [{ from: 'localhost:9092', to: 'localhost:9093' }] },
      '# First, and left open: ssh -L 9092:localhost:9093 -p 2222 me@bastion -NT',
      'localhost:9092',
    ],
    [
      'an IPv6 address goes without its brackets',
      { ssh: 'me@[fd00::1]:22', bootstrap: ['127.0.0.1:1'] },
      '# First, and left open: ssh -L 1:127.0.0.1:1 -p 22 me@fd00::1 -NT',
      '127.0.0.1:1',
    ],
    [
      'with the key and the known hosts of the configuration',
      { ssh, sshFiles: { key: '~/.ssh/id_reef', knownHosts: ['hosts'] }, bootstrap: ['localhost:9093'] },
      '# First, and left open: ssh -i ~/.ssh/id_reef -o UserKnownHostsFile=hosts -L 9093:localhost:9093 -p 2222 me@bastion -NT',
      'localhost:9093',
    ],
    [
      'no name of a user runs anything',
      { ssh: '$(x)\n rm@h:22', bootstrap: ['127.0.0.1:1'] },
      "# First, and left open: ssh -L 1:127.0.0.1:1 -p 22 $'$(x)\\n rm@h' -NT",
      '127.0.0.1:1',
    ],
  ]
  test.each(forms)('%s', (_what, change, remark, bootstrap) => {
    expect(listTopicsCommand(client(change), true).text).toBe(
      `${remark}\nkafka-topics.sh --bootstrap-server ${bootstrap} --list`,
    )
    for (const tool of produceTools) {
      const { text } = produceCommand(tool, client(change), 't', request)
      expect(text.split('\n')[0]).toBe(remark)
      for (const address of bootstrap.split(',')) expect(text).toContain(address)
    }
  })

  test('a host map alone is mentioned, as other tools have none', () => {
    const hostMap = [{ from: 'kafka:29092', to: '127.0.0.1:9092' }]
    expect(listTopicsCommand(client({ hostMap }), true).text).toMatch(
      /^# Highwater dials 127\.0\.0\.1:9092 for kafka:29092/,
    )
  })
})

describe('a cluster whose advertised addresses cannot be reached', () => {
  const problem = { field: 'bootstrap', code: 'advertised-unreachable', message: '' }
  const access = plainClient(['a:1'])

  test('is mentioned above every command, as only Highwater uses another address', () => {
    const of = clientOf({ access, kafkaVersion: '4.3', problems: [problem] })
    expect(listTopicsCommand(of, true).text).toMatch(
      /^# The advertised addresses cannot be reached .*\nkafka-topics\.sh /,
    )
    for (const tool of produceTools)
      expect(produceCommand(tool, of, 't', request).text).toMatch(/^# The advertised addresses/)
  })

  test('is not, where commands are run behind SSH, and where nothing is wrong', () => {
    const behind = clientOf({ access: { ...access, ssh: 'a@b:22' }, kafkaVersion: null, problems: [problem] })
    expect(listTopicsCommand(behind, true).text).not.toContain('# The advertised addresses')
    expect(listTopicsCommand(clientOf({ access, kafkaVersion: null, problems: [] }), true).text).toMatch(/^kafka/)
  })
})
