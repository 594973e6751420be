import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#bin/launcher/options.mjs'
import { PARTS, readProofOptions } from './options.mjs'
import { reportLines } from './report.mjs'
import { Results } from './results.mjs'
import { planStages } from './stages.mjs'

const everything = { parts: [...PARTS], isFull: false, isChanged: false }

describe('the options', () => {
  test.each([
    [[], everything],
    [['--full'], { ...everything, isFull: true }],
    [['--only', 'brokers'], { ...everything, parts: ['brokers'] }],
    [['--only', 'browser', '--only', 'check'], { ...everything, parts: ['check', 'browser'] }],
    [['--only', 'check', '--changed'], { ...everything, parts: ['check'], isChanged: true }],
  ])('%j', (args, expected) => {
    expect(readProofOptions(args)).toEqual(expected)
  })

  test.each([
    [['--only', 'lint'], 'there is no part "lint"'],
    [['--changed'], '--changed is for the part check'],
    [['--only', 'brokers', '--changed'], '--changed is for the part check'],
    [['--fast'], '--fast'],
  ])('%j is refused', (args, reason) => {
    expect(() => readProofOptions(args)).toThrow(Refusal)
    expect(() => readProofOptions(args)).toThrow(reason)
  })
})

describe('the stages', () => {
  test('are scripts of package.json', () => {
    const packageFile = JSON.parse(readFileSync('package.json', 'utf8'))
    const scripts = planStages({ ...everything, isFull: true }, '')
      .flat()
      .map(({ script }) => script)
    expect(scripts.length).toBeGreaterThan(8)
    expect(scripts.filter((script) => !(script in packageFile.scripts))).toEqual([])
  })

  test('of one part leave out the others', () => {
    const parts = planStages({ ...everything, parts: ['browser'] }, '')
      .flat()
      .map(({ part }) => part)
    expect(new Set(parts)).toEqual(new Set(['browser']))
  })

  test('run side by side where they share nothing', () => {
    expect(planStages(everything, '').map((group) => group.map(({ script }) => script))).toEqual([
      ['types', 'test:unit', 'lint', 'unused'],
      ['test:process'],
      ['test:brokers', 'test:brokers'],
      ['test:browser'],
    ])
  })

  test('of what has changed are compared with where the work began', () => {
    const stages = planStages({ parts: ['check'], isFull: false, isChanged: true }, 'abc').flat()
    expect(stages.find(({ script }) => script === 'test:unit')?.args).toEqual(['--changed', 'abc'])
    expect(stages.find(({ script }) => script === 'lint')?.args).toContain('--since=abc')
  })
})

const result = { file: 'a.test.ts', title: 'adds', state: 'passed', durationMs: 10, retries: 0 } as const

describe('the report', () => {
  const slow = Array.from({ length: 12 }, (_, index) => ({
    ...result,
    title: `slow ${index}`,
    durationMs: 1_000 * index,
  }))
  const stages = [
    { name: 'Types', durationMs: 11_400, tests: [] },
    { name: 'Unit tests', durationMs: 40_000, tests: [result, ...slow, { ...result, state: 'skipped' as const }] },
  ]

  test('names each stage with its tests and its time, then all of them', () => {
    const lines = reportLines(stages, 60_000)
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}Types +11\.4$/))
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}Unit tests +14 +40\.0$/))
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}all +14 +60\.0$/))
    expect(lines.at(-1)).toBe('13 passed, 0 failed, 1 skipped')
  })

  test('lists the ten slowest tests, the slowest first', () => {
    const listed = reportLines(stages, 0).flatMap((line) => /slow (\d+)/.exec(line)?.[1] ?? [])
    expect(listed).toEqual(['11', '10', '9', '8', '7', '6', '5', '4', '3', '2'])
  })

  test('names every test that needed a retry', () => {
    expect(reportLines(stages, 0)).toContain('  No test needed a retry.')
    const retried = [{ name: 'Unit tests', durationMs: 0, tests: [{ ...result, retries: 1 }] }]
    expect(reportLines(retried, 0)).toContain('  a.test.ts › adds (1)')
  })
})

test('results are read while they are written, and a line that is not whole waits', () => {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-results-'))
  const file = join(folder, 'results.ndjson')
  try {
    const results = new Results(file)
    expect(results.progress()).toBe('')
    appendFileSync(file, `${JSON.stringify({ planned: 3 })}\n${JSON.stringify(result)}\n{"file":"b`)
    expect(results.read()).toEqual({ tests: [result], planned: 3 })
    appendFileSync(file, `.test.ts","title":"adds","state":"failed","durationMs":1,"retries":0}\n`)
    expect(results.progress()).toBe('2 of 3 tests done, 1 failed')
    expect(new Results(file).read().tests).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
