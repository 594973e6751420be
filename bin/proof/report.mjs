/** @typedef {import('#e2e/results-file.ts').TestResult} TestResult */

/**
 * @typedef {object} StageResult
 * @property {string} name
 * @property {number} durationMs
 * @property {TestResult[]} tests empty for a stage that runs none
 */

const SLOWEST = 10
const MIN_NAME_WIDTH = 20

/**
 * The lines that `npm test` prints at its end.
 * @param {StageResult[]} stages
 * @param {number} totalMs
 * @returns {string[]}
 */
export function reportLines(stages, totalMs) {
  const tests = stages.flatMap((stage) => stage.tests)
  const retried = tests.filter(({ retries }) => retries > 0)
  const slowest = [...tests].sort((a, b) => b.durationMs - a.durationMs).slice(0, SLOWEST)
  const rows = [
    ['stage', 'tests', 'seconds'],
    ...stages.map(({ name, durationMs, tests }) => [
      name,
      tests.length > 0 ? String(tests.length) : '',
      seconds(durationMs),
    ]),
    ['all', String(tests.length), seconds(totalMs)],
  ]
  return [
    ...alignRows(rows),
    '',
    ...alignRows([
      ['slowest tests', '', 'seconds'],
      ...slowest.map(({ file, title, durationMs }) => [`${file} › ${title}`, '', seconds(durationMs)]),
    ]),
    '',
    retried.length === 0 ? '  No test needed a retry.' : '  Needed a retry:',
    ...retried.map(({ file, title, retries }) => `  ${file} › ${title} (${retries})`),
    '',
    // Alone on its line and in these words, so that programs can read it.
    `${count(tests, 'passed')} passed, ${count(tests, 'failed')} failed, ${count(tests, 'skipped')} skipped`,
  ]
}

/**
 * @param {TestResult[]} tests
 * @param {TestResult['state']} state
 */
function count(tests, state) {
  return tests.filter((test) => test.state === state).length
}

/** @param {number} ms */
function seconds(ms) {
  return (ms / 1000).toFixed(1)
}

/** @param {string[][]} rows name, count, seconds */
function alignRows(rows) {
  const width = Math.max(MIN_NAME_WIDTH, ...rows.map(([name = '']) => name.length))
  return rows.map(
    ([name = '', middle = '', last = '']) => `  ${name.padEnd(width)}  ${middle.padStart(6)}  ${last.padStart(8)}`,
  )
}
