import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type InterfaceText, interfaceTexts } from './interface-texts.ts'

interface OldWord {
  readonly was: RegExp
  readonly is: string
  /** Text in which it means something else. */
  readonly unless?: RegExp
}

/** What this dashboard once called things, and what Kafka calls them. */
const oldWords: readonly OldWord[] = [
  { was: /\bcopies\b/i, is: 'replicas' },
  { was: /\b(?:short of|in step|out of step)\b/i, is: 'under-replicated, in sync, out of sync' },
  { was: /without a leader/i, is: 'offline' },
  { was: /\bkept (?:for|how|any way|once|\d)|^keeps?$/i, is: 'retention, disk usage, replication factor' },
  { was: /\bdeleted with age\b/i, is: 'delete' },
  { was: /\bunread\b|\bbehind\b/i, is: 'lag', unless: /falling behind/i },
  { was: /\bcaught up\b|\bcatches up\b/i, is: 'up to date, ETA' },
  { was: /\bfurthest\b/i, is: 'highest lag' },
  { was: /\b(?:written|read)(?:\/s| per second)\b|^(?:written|reading)$/i, is: 'produced/s, consumed/s, timestamp' },
  { was: /first to last offset|stable up to|on the tapes?|one like this/i, is: 'offset range, last stable offset' },
  {
    was: /\bno commit yet\b|ahead of the end|in the log$|\bnobody\b|\beverybody\b/i,
    is: 'no committed offset, unassigned',
  },
  { was: /\bhow it is with\b|\blately\b|^any (?:status|state|type)/i, is: 'lag status, all statuses' },
  { was: /\ball is well\b|\bkeeps up\b|\bas they should be\b/i, is: 'healthy' },
  { was: /partitions over members|^(?:classic|consumer) protocol$/i, is: 'assignment, classic, consumer (KIP-848)' },
  {
    was: /\bits commits\b|\bwhere (?:it|another group|a group) (?:begins|stands)\b/i,
    is: 'committed offsets, start offsets',
  },
  {
    was: /\brow by row\b|\ba while ago\b|\bback or on\b|message that is kept/i,
    is: 'per partition, duration ago, shift by',
  },
  { was: /moved into the log|\bread back\b|to be sure\b/i, is: 'clamped to the log, verified' },
  {
    was: /as were asked for|^read on$|as it was when|capital letters|more conditions|key is exactly\b/i,
    is: 'limit reached, load more',
  },
  {
    was: /look everywhere|what it looks like|rows at once|aborted,? too|good to know/i,
    is: 'search all partitions, page size',
  },
  { was: /\bgiven up\b|\bmarks? that\b|Kafka’s mark|how it was written/i, is: 'aborted, control record' },
  { was: /\bsend again\b|\bas \S+ reads it\b/i, is: 'resend' },
  {
    was: /here stands|what became of|left empty|confirmed by|^(?:in turn|by the key|this one|many)$/i,
    is: 'results, acks',
  },
  {
    was: /goes over the wire|lies on the disks?|can be read by another|on as many brokers|^try$/i,
    is: 'compression, validate',
  },
  {
    was: /\bbroker[’']s file\b|\bset (?:for|on) (?:all|this)\b|what becomes of/i,
    is: 'static broker config, topic override',
  },
  { was: /\b(?:with|has|have) problems\b|\ball about\b/i, is: 'unhealthy, view' },
  { was: /what was seen|\bnot looked\b|\btwo looks\b/i, is: 'no data, not enough samples' },
  { was: /\bjump to\b|nothing is called|as it happens|^go on$|as the system/i, is: 'search, live, resume, system' },
  { was: /^that cannot be|stands in the way|^I know$|address of this page/i, is: 'invalid request, conflict, dismiss' },
  { was: /\b(?:told|tells?)\b/i, is: 'reported, report' },
  { was: /\bdoubtful\b|what you see\b|what is known is/i, is: 'stale since' },
  { was: /\bsettings?\b/i, is: 'configuration, config, option' },
  { was: /\b\d[\d,]{3,} ?ms\b/, is: 'a duration in minutes, hours or days' },
  { was: /\bfor ever\b/i, is: 'unlimited' },
  { was: /\b\d[\d,]* ?[KMGT]B\b|^ ?[KMGT]B\b/, is: 'binary units' },
]

const FOLDERS = ['app', 'bin/launcher', 'components', 'demo', 'lib']

function findOldWords(texts: readonly InterfaceText[]): string[] {
  return texts.flatMap(({ path, line, text }) =>
    oldWords
      .filter(({ was, unless }) => was.test(text.trim()) && !unless?.test(text))
      .map(({ was, is }) => `${path}:${line}: “${was.exec(text)?.[0] ?? text.trim()}” is: ${is}`),
  )
}

describe('the texts of the interface', () => {
  let texts: InterfaceText[] = []
  beforeAll(() => {
    texts = interfaceTexts(FOLDERS)
    // Seconds, but many times that beside other work.
  }, 300_000)

  test('are all found', () => {
    expect(texts.length).toBeGreaterThan(2_000)
    expect(texts).toContainEqual(
      expect.objectContaining({ path: 'components/topics/topics-columns.tsx', text: 'Under-replicated' }),
    )
  })

  test("use Kafka's words", () => {
    expect(findOldWords(texts)).toEqual([])
  })
})

test('texts are found in literals, templates and JSX, and not in comments, imports and types', () => {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-words-'))
  try {
    writeFileSync(join(folder, 'part.tsx'), EXAMPLE)
    const found = findOldWords(interfaceTexts([folder])).map((line) => /:(\d+): “(.*)”/.exec(line)?.slice(1).join(' '))
    expect(found).toEqual(['6 behind', '7 unread', '9 Caught up', '10 copies'])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

const EXAMPLE = `// How many copies are behind.
import { copies } from './copies behind.ts'

type Word = 'furthest behind' | 'short of copies'
export function Part({ count, word }: { count: number; word: Word }) {
  const sentence = 'It is behind.'
  const other = \`\${count} unread\`
  return (
    <p title="Caught up" className="all copies">
      Some copies {sentence} {other} {word}
    </p>
  )
}
`

const DOCUMENTS = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'highwater.example.yaml', '.env.example']

test.each(DOCUMENTS)("%s uses Kafka's words", (path) => {
  const lines = readFileSync(path, 'utf8').split('\n')
  expect(findOldWords(lines.map((text, index) => ({ path, line: index + 1, text })))).toEqual([])
})

/** Names that were riddles, and words that do not say who or what is meant. */
const RIDDLES = ['doomed', 'madeFrom', 'askStables', 'untilSeen', 'sifter', 'outlet', 'findAnew', 'somebody', 'anew']

test('names and comments of the code are no riddles', () => {
  const riddle = new RegExp(`\\b(?:${RIDDLES.join('|')})\\b`, 'i')
  const files = [...FOLDERS, 'bench', 'bin', 'e2e']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
    .filter((file) => /\.(?:tsx?|mjs)$/.test(file) && !file.endsWith('words.test.ts'))
  const found = files.flatMap((file) => {
    const word = riddle.exec(readFileSync(file, 'utf8'))?.[0]
    return word ? [`${file}: ${word}`] : []
  })
  expect(files.length).toBeGreaterThan(1_000)
  expect(found).toEqual([])
})
