import { existsSync, readFileSync, rmSync } from 'node:fs'

/** @typedef {import('#e2e/results-file.ts').ResultLine} ResultLine */
/** @typedef {import('#e2e/results-file.ts').TestResult} TestResult */

/** What a test runner writes into its file of results, read while it runs. */
export class Results {
  #file

  /** @param {string} file emptied, as it may hold those of an earlier run */
  constructor(file) {
    this.#file = file
    rmSync(file, { force: true })
  }

  /** @returns {{ tests: TestResult[], planned: number | null }} */
  read() {
    const lines = existsSync(this.#file) ? parseLines(readFileSync(this.#file, 'utf8')) : []
    const planned = lines.flatMap((line) => ('planned' in line ? [line.planned] : []))
    return { tests: lines.flatMap((line) => ('planned' in line ? [] : [line])), planned: planned.at(-1) ?? null }
  }

  /** How far the runner is, in words; empty before its first test. */
  progress() {
    const { tests, planned } = this.read()
    if (tests.length === 0) return ''
    const failed = tests.filter(({ state }) => state === 'failed').length
    return `${tests.length}${planned === null ? '' : ` of ${planned}`} tests done${failed > 0 ? `, ${failed} failed` : ''}`
  }
}

/**
 * The last line may not be whole yet.
 * @param {string} text
 * @returns {ResultLine[]}
 */
function parseLines(text) {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}
