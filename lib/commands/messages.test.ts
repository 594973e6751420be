import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '#e2e/full.ts'
import { compileFilter } from '#lib/filter/record-filter.ts'
import { makeBatch } from '#lib/filter/testing/records.ts'
import { translateFilter } from './message-filter.ts'
import { kafkajsMessages } from './message-kafkajs.ts'
import { pythonMessages } from './message-python.ts'
import type { MessageQuery } from './message-query.ts'
import { consoleConsumerMessages, kcatMessages } from './message-shell.ts'
import { messageCommands } from './messages.ts'
import { plainClient } from './testing/client.ts'

const client = plainClient(['a:1', 'b:2'])
const plain: MessageQuery = { topic: 'weather', from: 'oldest', keyFormat: 'auto', valueFormat: 'auto' }
const line = "-f '%p\\t%o\\t%T\\t%k\\t%s\\n'"
const RUNS = propertyRuns(200)
const committed = '-q -X isolation.level=read_committed'

describe('kcat', () => {
  test.each<[Partial<MessageQuery>, string]>([
    [{}, `-o beginning -e ${committed} ${line}`],
    [{ from: 'live', limit: 5 }, `-o end -c 5 ${committed} ${line}`],
    [{ isolation: 'uncommitted' }, `-o beginning -e -q -X isolation.level=read_uncommitted ${line}`],
    [
      { from: 'time', time: '2026-11-21T10:00:00Z', to: '2026-11-21T11:00:00Z' },
      `-o s@1795255200000 -o e@1795258800000 -e ${committed} ${line}`,
    ],
    [{ keyFormat: 'int64', valueFormat: 'int32' }, `-o beginning -e ${committed} -s key=q -s value=i ${line}`],
  ])('%j', (query, args) => {
    expect(kcatMessages(client, { ...plain, ...query }).text).toBe(`kcat -b a:1,b:2 -C -t weather ${args}`)
  })

  test('of several partitions says that its first records are others than those of the page', () => {
    expect(kcatMessages(client, { ...plain, limit: 5 }).text).toBe(
      [
        '# kcat ends after 5 of all partitions, in the order in which they arrive: the page has the first 5 by timestamp',
        `kcat -b a:1,b:2 -C -t weather -o beginning -c 5 -e ${committed} ${line}`,
      ].join('\n'),
    )
    expect(kcatMessages(client, { ...plain, limit: 5, partitions: [1] }).text).toMatch(
      /^kcat .* -p 1 -o beginning -c 5/,
    )
  })

  test('reads one partition at a time, and says how it counts', () => {
    expect(kcatMessages(client, { ...plain, from: 'offset', offset: '0:5,3:12', limit: 2 }).text).toBe(
      [
        '# kcat counts to 2 for each partition on its own',
        `kcat -b a:1,b:2 -C -t weather -p 0 -o 5 -c 2 -e ${committed} ${line}`,
        `kcat -b a:1,b:2 -C -t weather -p 3 -o 12 -c 2 -e ${committed} ${line}`,
      ].join('\n'),
    )
    expect(kcatMessages(client, { ...plain, from: 'offset', offset: '7', partitions: [2] }).text).toMatch(
      /-p 2 -o 7 -e/,
    )
    expect(kcatMessages(client, { ...plain, from: 'newest', limit: 9, partitions: [2] }).text).toMatch(
      /^kcat .* -p 2 -o -9 -e/,
    )
    expect(kcatMessages(client, { ...plain, from: 'newest', limit: 9 }).text).toMatch(
      /^# kcat takes the newest 9 of each/,
    )
  })
})

describe('the console consumer', () => {
  const end =
    '--timeout-ms 10000 --isolation-level read_committed --property print.partition=true --property print.offset=true --property print.timestamp=true --property print.key=true'
  const start = 'kafka-console-consumer.sh --bootstrap-server a:1,b:2 --topic weather'

  test.each<[Partial<MessageQuery>, string]>([
    [{ partitions: [2] }, `${start} --partition 2 --offset earliest ${end}`],
    [{ partitions: [2], limit: 3 }, `${start} --partition 2 --offset earliest --max-messages 3 ${end}`],
    [{ from: 'offset', offset: '7', partitions: [2] }, `${start} --partition 2 --offset 7 ${end}`],
    [
      { from: 'live', partitions: [2] },
      `${start} --partition 2 --offset latest ${end.replace('--timeout-ms 10000 ', '')}`,
    ],
    [
      { partitions: [2], keyFormat: 'int64' },
      `${start} --partition 2 --offset earliest ${end} --property key.deserializer=org.apache.kafka.common.serialization.LongDeserializer`,
    ],
    [{}, `# the script joins a group of its own for as long as it runs\n${start} --from-beginning ${end}`],
    [
      { from: 'newest', partitions: [2], limit: 3 },
      `# it cannot go back 3 from the end: this reads from the beginning\n${start} --partition 2 --offset earliest ${end}`,
    ],
    [
      { from: 'time', time: '2026-11-21T10:00:00Z', partitions: [2], limit: 3 },
      `# it cannot begin at a time: this reads from the beginning\n${start} --partition 2 --offset earliest ${end}`,
    ],
  ])('%j', (query, text) => {
    expect(consoleConsumerMessages(client, { ...plain, ...query }).text).toBe(text)
  })
})

test.each(['$(echo ran >&2)', '`echo ran >&2`', '; echo ran', '| echo ran', "'; echo ran; '", '\n echo ran'])(
  'a condition of %j in a comment runs nothing where a shell takes the comment for a command',
  (text) => {
    for (const tool of [kcatMessages, consoleConsumerMessages]) {
      const comments = tool(client, { ...plain, key: text, filter: text })
        .text.split('\n')
        .filter((one) => one.startsWith('# '))
      expect(comments.length).toBeGreaterThan(0)
      // As an interactive zsh does it, to which a # means nothing.
      for (const comment of comments) {
        const { stdout, stderr } = spawnSync('bash', ['-c', `true ${comment.slice(2)}`], { encoding: 'utf8' })
        expect(stdout + stderr).toBe('')
      }
    }
  },
)

test('what a tool cannot look for stands above it, on one line each', () => {
  const query = { ...plain, contains: 'a\nrm -rf', key: 'k', header: 'h=1', filter: 'value.a == 1', control: true }
  const [kcat, consumer, ...programs] = messageCommands(client, { ...query, valueFormat: 'uuid' }).map(
    ({ text }) => text,
  )
  for (const text of [kcat, consumer]) {
    const lines = text?.split('\n') ?? []
    expect(lines.filter((one) => !one.startsWith('# '))).toHaveLength(1)
    expect(text).toContain("cannot filter by: contains $'a\\nrm -rf'\n")
    expect(text).toMatch(/cannot filter by: key k\n(.*\n)*.*header h=1\n(.*\n)*.*filter 'value\.a == 1'\n/)
    expect(text).toMatch(/receive control records\n/)
    expect(text).toMatch(/does not write uuid/)
  }
  for (const text of programs) {
    expect(text).toMatch(/omitted, as only Highwater can evaluate it: filter value\.a == 1\n/)
    expect(text).toContain('"a\\nrm -rf"')
  }
})

// They kept it, and showed the matches among the first 50 records instead of the first 50 matches.
describe('a limit that would count records that do not match is left out, with a remark', () => {
  const searched: Partial<MessageQuery>[] = [
    { contains: 'x' },
    { key: 'k' },
    { header: 'h' },
    { filter: 'value.a == 1' },
  ]

  test.each(searched)('%j', (condition) => {
    const query = { ...plain, ...condition, limit: 50 }
    for (const from of ['oldest', 'newest'] as const) {
      const kcat = kcatMessages(client, { ...query, from, partitions: [0, 1] }).text
      expect(kcat).toContain(
        '# so the limit of 50 is left out too, as it would count all messages: this reads to the end',
      )
      expect(kcat).not.toMatch(/ -c |-o -50|counts to|takes the newest/)
      expect(kcat.match(/-o beginning -e/g)).toHaveLength(2)
      const consumer = consoleConsumerMessages(client, { ...query, from, partitions: [0, 1] }).text
      expect(consumer).toMatch(/the limit of 50 is left out too.*: this reads to the end/)
      expect(consumer).not.toMatch(/--max-messages|counts to|go back/)
    }
    expect(kcatMessages(client, { ...query, from: 'live' }).text).toMatch(/: this reads until it is stopped\nkcat/)
  })

  test('but not one that counts what is read', () => {
    expect(kcatMessages(client, { ...plain, limit: 50, to: '2026-11-21T11:00:00Z' }).text).toContain(' -c 50 ')
    expect(kcatMessages(client, { ...plain, contains: 'x' }).text).not.toContain('limit')
  })
})

test.each(['oldest', 'newest', 'live'] as const)('the program for kafkajs deletes its group, from %s', (from) => {
  const { text } = kafkajsMessages(client, { ...plain, from, limit: 5 })
  expect(text).toContain('admin.deleteGroups([groupId])')
  expect(text).toMatch(
    from === 'live' ? /process\.once\('SIGINT', \(\) => leave\(\)/ : /forEach\(show\)\n {2}await leave\(\)\n}/,
  )
})

test('no text ends a program or what quotes it', () => {
  const hostile = `"'\`$(x)\nEND\n\\${'\u2028'}`
  const query = { ...plain, topic: 't', contains: hostile, key: hostile, header: `${hostile}=${hostile}` }
  for (const write of [pythonMessages, kafkajsMessages]) {
    const lines = write(client, query).text.split('\n')
    expect(lines.indexOf('END')).toBe(lines.length - 1)
  }
})

describe('a filter in another language', () => {
  test.each([
    [
      'value.city == "Toronto" && value.t > 70',
      '(at(value, "city") == "Toronto" and number(at(value, "t")) > 70)',
      '(at(value, "city") === "Toronto" && number(at(value, "t")) > 70)',
    ],
    ['70 < value.t', 'number(at(value, "t")) > 70', 'number(at(value, "t")) > 70'],
    ['value.ok == true', 'at(value, "ok") is True', 'at(value, "ok") === true'],
    ['value["a b"][0] == null', 'at(value, "a b", 0) is None', 'at(value, "a b", 0) === null'],
    ['has(value.a)', 'at(value, "a") is not MISSING', 'at(value, "a") !== MISSING'],
    ["key.startsWith('x')", 'text(key).startswith("x")', 'text(key).startsWith("x")'],
    [
      'offset >= 5 || partition == 1',
      '(number(offset) >= 5 or number(partition) == 1)',
      '(number(offset) >= 5 || number(partition) === 1)',
    ],
  ])('%s', (filter, python, javascript) => {
    expect(translateFilter(filter)).toEqual({ python, javascript })
  })

  test.each([
    'value.a.exists(x, x == 1)',
    'value.a + 1 == 2',
    '!(value.a == 1)',
    'value.a == value.b',
    'value.n == 9007199254740993',
    'size(value.a) > 1',
    'value.a > "b"',
    'value > 5',
    'timestamp > timestamp("2026-11-21T00:00:00Z")',
    'value.a == 1 ? true : false',
    'value.a == b"x"',
    'value.a ==',
    'value.a.contains("")',
    '(value.a == 1',
  ])('%s says more than the programs can', (filter) => {
    expect(translateFilter(filter)).toBeNull()
  })

  const names = fc.constantFrom('a', 'b', 'toString', '__proto__')
  const literals = fc.constantFrom('1', '0', '2.5', '"x"', '"xy"', 'true', 'null', '"1"')
  const paths = fc.oneof(
    fc.tuple(names).map(([name]) => `value["${name}"]`),
    fc.tuple(names, names).map(([one, two]) => `value.${one}.${two}`),
    fc.constantFrom('value.a[0]', 'key', 'value', 'headers.h[0]', 'partition', 'value.length', 'value.a.length'),
  )
  const atoms = fc.oneof(
    fc.tuple(paths, fc.constantFrom('==', '!=', '<', '>='), literals).map((parts) => parts.join(' ')),
    fc.tuple(paths, literals).map(([path, literal]) => `${path} in [${literal}, "x"]`),
    fc
      .tuple(paths, fc.constantFrom('contains', 'startsWith', 'endsWith'))
      .map(([path, name]) => `${path}.${name}("x")`),
    fc.tuple(fc.constantFrom('', '!'), paths).map(([not, path]) => `${not}has(${path})`),
  )
  const filters = fc.oneof(
    atoms,
    fc.tuple(atoms, atoms).map((sides) => sides.join(' && ')),
    fc.tuple(atoms, atoms, atoms).map(([one, two, three]) => `${one} || (${two} && ${three})`),
  )
  const leaves = fc.constantFrom<unknown>(1, 0, 2.5, 'x', 'xy', '1', true, false, null, [], ['x'], [1])
  const objects = fc.dictionary(names, fc.oneof(leaves, fc.dictionary(names, leaves)))
  const texts = fc.oneof(
    objects.map((value) => JSON.stringify(value)),
    fc.constantFrom<string | null>(null, '', 'x', '1', '[1]', '"x"', '{broken', '{"constructor":1}'),
  )

  /** The function by which the program selects records. */
  function isWantedOf(filter: string) {
    const program = kafkajsMessages(client, { ...plain, filter }).text
    const body = program.slice(program.indexOf('const headersOf'), program.indexOf('function show'))
    return new Function('require', `${body}\nreturn isWanted`)(() => ({ isUtf8: () => true }))
  }

  test('is true of the same records', () => {
    let translated = 0
    fc.assert(
      fc.property(filters, texts, texts, (filter, key, value) => {
        fc.pre(translateFilter(filter) !== null)
        const { records } = makeBatch([{ key, value, headers: [['h', 'x']] }])
        let ours: boolean[]
        try {
          const compiled = compileFilter({ topic: 't', keyFormat: 'auto', valueFormat: 'auto', filter })
          ours = records.map((record) => compiled.matches(record))
        } catch {
          // An invalid filter is never evaluated.
          return
        }
        translated++
        const bytes = (text: string | null) => (text === null ? null : Buffer.from(text))
        const record = {
          key: bytes(key),
          value: bytes(value),
          headers: { h: Buffer.from('x') },
          offset: '0',
          timestamp: '0',
        }
        expect([Boolean(isWantedOf(filter)(0, record))]).toEqual(ours)
      }),
      { numRuns: RUNS },
    )
    expect(translated).toBeGreaterThan(RUNS / 4)
  })
})
