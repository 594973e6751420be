import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

interface Proof {
  readonly file: string
  readonly title: string
}

/** What stands in a title, here and in SECURITY.md, for what a test fills in. */
const FILLED_IN = '…'
const HOLE = /\$\{[^}]*\}|\$[a-z]\w*|%[sdijoO#]/g
const TEXT = /\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/.source
/** The text that a test or a group of tests begins with, also behind a table or a condition. */
const TITLE = new RegExp(String.raw`(?:\b(?:test|describe)|\))\(${TEXT}`, 'g')
const FIRST_OF_ROW = new RegExp(String.raw`\[${TEXT}`, 'g')

function textsIn(source: string, pattern: RegExp): string[] {
  return [...source.matchAll(pattern)].map(([, , text = '']) =>
    text.replaceAll(HOLE, FILLED_IN).replaceAll(/\\(.)/g, '$1'),
  )
}

/** Where a table names its tests by its rows alone, these are the titles. */
function titlesIn(source: string): string[] {
  const titles = textsIn(source, TITLE)
  return titles.includes(FILLED_IN) ? [...titles, ...textsIn(source, FIRST_OF_ROW)] : titles
}

/** The rows of a table whose first cells are such ids. */
function rowsOf(document: string, kind: 'T' | 'D' | 'F'): string[][] {
  const rows = document.split('\n').filter((line) => line.startsWith(`| ${kind}`))
  return rows.map((line) => line.split('|').slice(1, -1)).map((cells) => cells.map((cell) => cell.trim()))
}

function proofsIn(cell: string): Proof[] {
  return [...cell.matchAll(/`([^`]+) › ([^`]+)`/g)].map(([, file = '', title = '']) => ({ file, title }))
}

function isProven({ file, title }: Proof): boolean {
  const saysSomething = title.replaceAll(FILLED_IN, '').trim() !== ''
  return saysSomething && /\.(?:test|spec)\.ts$/.test(file) && existsSync(file) && titlesOf(file).includes(title)
}

const read = new Map<string, readonly string[]>()

function titlesOf(file: string): readonly string[] {
  const titles = read.get(file) ?? titlesIn(readFileSync(file, 'utf8'))
  read.set(file, titles)
  return titles
}

const numbered = (kind: string, count: number) => Array.from({ length: count }, (_, index) => `${kind}${index + 1}`)

describe('SECURITY.md', () => {
  const document = readFileSync('SECURITY.md', 'utf8')
  const claims = [...rowsOf(document, 'D'), ...rowsOf(document, 'F')]

  test.each([
    ['T', 19],
    ['D', 28],
    ['F', 27],
  ] as const)('has a row for each %s, in order', (kind, count) => {
    expect(rowsOf(document, kind).map(([id]) => id)).toEqual(numbered(kind, count))
  })

  test('names a test in each row of defences and faults, or says that there is none, and why', () => {
    const wrong = claims.filter(([, subject, today, proof = '', ...more]) => {
      const isAbsent = /^absent: \S/.test(proof)
      const rest = proof.replaceAll(/`[^`]+ › [^`]+`|<br>/g, '')
      return (
        !subject || !today || more.length > 0 || isAbsent === proofsIn(proof).length > 0 || (!isAbsent && rest !== '')
      )
    })
    expect(wrong).toEqual([])
  })

  test('names only tests that there are', () => {
    const proofs = proofsIn(document)
    expect(proofs.length).toBeGreaterThan(100)
    expect(proofs.filter((proof) => !isProven(proof))).toEqual([])
  })
})

describe('titles', () => {
  test('are read in every form', () => {
    const source = [
      "test('plain, it\\'s one', () => {})",
      "test.describe('a group', () => {",
      "test.runIf(isFull)('on a condition', async () => {",
      "test.each([['a row', 1]])(\n  '%s is refused', () => {",
      "describe.each(codecs)('$what', () => {",
      `test(\`GET \${path} answers\`, async () => {`,
    ].join('\n')
    expect(titlesIn(source)).toEqual([
      "plain, it's one",
      'a group',
      'on a condition',
      '… is refused',
      '…',
      'GET … answers',
      'a row',
    ])
  })

  test('are rows of tables only where nothing else names them', () => {
    expect(titlesIn("test.each([['a row', 1]])('%s is refused', () => {")).toEqual(['… is refused'])
  })

  test.each([
    ['of a file that is gone', { file: 'bin/gone.test.ts', title: 'are read in every form' }],
    ['that is another', { file: 'bin/security.test.ts', title: 'are read in every for' }],
    ['that says nothing', { file: 'bin/security.test.ts', title: '…' }],
    ['of a file without tests', { file: 'bin/layers.ts', title: 'are read in every form' }],
  ])('%s prove nothing', (_what, proof) => {
    expect(isProven(proof)).toBe(false)
  })
})
