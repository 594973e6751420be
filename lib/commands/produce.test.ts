import { expect, test } from 'vitest'
import type { NewRecord, ProduceRequest } from '#lib/contract/produce.ts'
import { type ProduceTool, produceCommand, produceTools } from './produce.ts'
import { plainClient } from './testing/client.ts'

// That the commands work is tested on real brokers; this tests what they leave out, and that they say so.

const string = (data: string) => ({ format: 'string', data }) as const
const record = (change: Partial<NewRecord> = {}): NewRecord => ({
  key: null,
  value: string('v'),
  headers: [],
  ...change,
})

function lines(tool: ProduceTool, request: ProduceRequest, kafkaVersion: string | null = '3.9'): string[] {
  return produceCommand(tool, plainClient(['a:1', 'b:2'], { kafkaVersion }), 'orders', request).text.split('\n')
}

test('kcat', () => {
  const records = [record({ key: string('k'), headers: [{ name: 'h', value: string('1') }], partition: 3 })]
  expect(lines('kcat', { records, compression: 'gzip' })).toEqual([
    'printf %s v | kcat -b a:1,b:2 -P -t orders -p 3 -k k -H h=1 -z gzip -X acks=all',
  ])
})

test('kcat reads many that go the same way from one here-document, a line each', () => {
  const keyed = [record({ key: string('a:1'), value: string("it's $HOME") }), record({ key: string('b'), value: null })]
  expect(lines('kcat', { records: keyed })).toEqual([
    "kcat -b a:1,b:2 -P -t orders -K '|' -Z -X acks=all -X partitioner=murmur2_random <<'END'",
    "a:1|it's $HOME",
    'b|',
    'END',
  ])
  expect(lines('kcat', { records: [record(), record({ value: string('END') })] })).toEqual([
    "kcat -b a:1,b:2 -P -t orders -X acks=all -X partitioner=murmur2_random <<'END_'",
    'v',
    'END',
    'END_',
  ])
})

test.each<[string, NewRecord]>([
  ['goes elsewhere', record({ partition: 1 })],
  ['has a header', record({ headers: [{ name: 'h', value: null }] })],
  ['has a key', record({ key: string('k') })],
  ['has two lines', record({ value: string('two\nlines') })],
  ['ends its line in another way', record({ value: string('x\r') })],
  ['is bytes', record({ value: { format: 'hex', data: 'ff' } })],
  ['is empty', record({ value: string('') })],
  ['is null', record({ value: null })],
])('kcat is started for each where one %s', (_what, odd) => {
  expect(lines('kcat', { records: [record(), odd] }).join('\n')).not.toContain('<<')
})

test("Kafka's console producer", () => {
  const records = [record({ key: string('k') }), record({ key: string('l'), value: null })]
  expect(lines('console', { records, acks: 'leader' })).toEqual([
    "printf '%s\\n' 'k|v' 'l|NULL' | kafka-console-producer.sh --bootstrap-server a:1,b:2 --topic orders --property parse.key=true --property 'key.separator=|' --property null.marker=NULL --producer-property acks=1",
  ])
})

test.each([null, '3.1'])(
  'what the console producer of old releases would write as text is said with brokers of %s',
  (version) => {
    const warned = expect.stringMatching(/^# before Kafka 3\.2 this script writes headers and null as text/)
    const [keyed, nothing] = [record({ key: string('k') }), record({ value: null })]
    const headed = record({ headers: [{ name: 'h', value: string('1') }] })
    for (const records of [[nothing], [headed], [keyed, record()]]) {
      expect(lines('console', { records }, version)[0]).toEqual(warned)
      expect(lines('console', { records }, '3.2')).toHaveLength(1)
    }
    expect(lines('console', { records: [keyed] }, version)).toHaveLength(1)
  },
)

test('what a tool cannot do is said in front, once', () => {
  const records = Array(30).fill(record({ timestampMs: 5, value: string('two\nlines') }))
  expect(lines('kcat', { records }).slice(0, 3)).toEqual([
    "# $'…' writes what cannot be seen as escapes: for bash, zsh or ksh",
    '# and 10 more like these',
    '# kcat cannot set the time: it is now',
  ])
  expect(lines('console', { records, partitioner: 'roundrobin' })).toEqual([
    '# and 10 more like these',
    '# it does not go round: each goes by its key, or where chance puts it',
    '# it cannot set the time: it is now',
    '# it reads lines of text: what has bytes or line breaks in it is left out',
    '# nothing is left that it could send',
  ])
  const headers = [{ name: 'h', value: null }]
  expect(lines('kafkajs', { records: [record({ headers })], compression: 'zstd' }).slice(0, 3)).toEqual([
    "node - <<'END'",
    '// kafkajs needs another package for zstd: sent as it is',
    '// kafkajs cannot send a header that is null: “h” is left out',
  ])
})

test('long payloads are not written out, as they could be neither read nor pasted', () => {
  const long = record({ value: string('x'.repeat(30_000)) })
  for (const tool of produceTools) {
    expect(lines(tool, { records: [long] })).toEqual([expect.stringMatching(/^# too long/)])
    const text = lines(tool, { records: [record(), long, record()] }).join('\n')
    expect(text).toContain('and 2 more like these')
    expect(text.length).toBeLessThan(2_000)
  }
})

test('what a record holds ends no comment, no program and no quotation', () => {
  // A header with this name added a line of its own to what is pasted into a shell.
  const hostile = `=\nEND\nrm -rf ~ '"\u001b[2J`
  const records = [
    record({ headers: [{ name: hostile, value: null }], key: string(hostile), value: string(hostile) }),
    record({ headers: [{ name: hostile, value: { format: 'hex', data: 'ff' } }] }),
  ]
  for (const tool of produceTools) {
    const written = lines(tool, { records })
    const remarks = written.filter((line) => line.includes('left out'))
    expect(remarks.filter((line) => !/^(#|\/\/) /.test(line))).toEqual([])
    expect(remarks.join('')).not.toContain('\u001b')
    if (written[0]?.endsWith("<<'END'")) expect(written.indexOf('END')).toBe(written.length - 1)
  }
})
