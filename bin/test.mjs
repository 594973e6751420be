#!/usr/bin/env node
// The proof that Highwater works, whole or in part: installs what it needs, checks, builds, and tests against real
// brokers and in a real browser. Runs on the Node that is there, with nothing installed.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildDashboard } from './launcher/build.mjs'
import { endCommands, runCommand, tail } from './launcher/command.mjs'
import { findNode, findNpm, installDependencies } from './launcher/install.mjs'
import { Refusal } from './launcher/options.mjs'
import { Progress } from './launcher/progress.mjs'
import { installPrograms } from './launcher/test-programs.mjs'
import { proofHelp, readProofOptions } from './proof/options.mjs'
import { reportLines } from './proof/report.mjs'
import { Results } from './proof/results.mjs'
import { planStages } from './proof/stages.mjs'

/** @typedef {import('./proof/stages.mjs').Stage} Stage */
/** @typedef {import('./proof/report.mjs').StageResult} StageResult */

const root = resolve(fileURLToPath(new URL('..', import.meta.url)))
const logFolder = join(root, '.highwater', 'logs')
const STAGE_DEADLINE_MS = 45 * 60_000
const FULL_STAGE_DEADLINE_MS = 4 * 60 * 60_000
const PROGRESS_INTERVAL_MS = 1_000
const SHOWN_LINES = 300

const progress = new Progress()
/** @type {StageResult[]} */
const finished = []

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    endCommands()
    process.exit(130)
  })
}

try {
  const options = readProofOptions(process.argv.slice(2))
  if (options === 'help') process.stdout.write(proofHelp)
  else {
    const startedMs = Date.now()
    await prove(options).finally(() => printReport(Date.now() - startedMs))
    progress.say('\n  Everything holds.\n')
  }
} catch (error) {
  endCommands()
  progress.end()
  process.stderr.write(`\n${error instanceof Refusal ? error.message : error instanceof Error ? error.stack : error}\n`)
  process.exitCode = 1
}

/** @param {import('./proof/options.mjs').ProofOptions} options */
async function prove(options) {
  const groups = planStages(options, options.isChanged ? changeBase() : '')
  const needsPrograms = options.isFull || options.parts.some((part) => part !== 'check')
  mkdirSync(logFolder, { recursive: true })
  progress.say(`\n  Highwater: ${options.parts.join(', ')}\n`)
  await timed('Dependencies', () => installDependencies(root))
  if (needsPrograms)
    await timed('Programs that the tests use', () =>
      installPrograms(root, { isFull: options.isFull, hasBrowser: options.parts.includes('browser') }),
    )
  // Only after the check of types, as Next writes the same generated files.
  const first = groups.find((group) => group.some(({ part }) => part !== 'check'))
  for (const group of groups) {
    if (group === first) await timed('Build', () => buildDashboard({ root, node: findNode(root), logFolder }))
    await runSideBySide(group)
  }
}

/**
 * Where one fails, the others are still of use.
 * @param {Stage[]} stages
 */
async function runSideBySide(stages) {
  const outcomes = await Promise.allSettled(stages.map(runStage))
  const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  const [first, ...rest] = reasons
  if (rest.length > 0) throw new Refusal(reasons.map((reason) => reason?.message ?? reason).join('\n\n'))
  if (first) throw first
}

/** @param {number} totalMs */
function printReport(totalMs) {
  if (finished.length > 0) progress.say(`\n${reportLines(finished, totalMs).join('\n')}`)
}

/**
 * @param {string} name
 * @param {() => Promise<unknown>} work
 */
async function timed(name, work) {
  const startedMs = Date.now()
  await progress.step(name, work)
  finished.push({ name, durationMs: Date.now() - startedMs, tests: [] })
}

/** @param {Stage} stage */
async function runStage({ name, script, args = [], variables = {} }) {
  const file = join(logFolder, `test-results-${name.replaceAll(/\W+/g, '-')}.ndjson`)
  const results = new Results(file)
  const startedMs = Date.now()
  await progress.step(name, async (detail) => {
    const timer = setInterval(() => detail([name, results.progress()].filter(Boolean).join(': ')), PROGRESS_INTERVAL_MS)
    try {
      await runScript(script, args, { ...variables, HIGHWATER_TEST_RESULTS: file })
    } finally {
      clearInterval(timer)
      finished.push({ name, durationMs: Date.now() - startedMs, tests: results.read().tests })
    }
  })
}

/**
 * @param {string} script
 * @param {string[]} args
 * @param {Record<string, string>} variables
 */
async function runScript(script, args, variables) {
  const npm = findNpm()
  const { code, output } = await runCommand(npm.command, [...npm.args, 'run', script, '--', ...args], {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...variables },
    shell: npm.shell,
    timeoutMs: 'HIGHWATER_TEST_FULL' in variables ? FULL_STAGE_DEADLINE_MS : STAGE_DEADLINE_MS,
  })
  if (code !== 0) throw new Refusal(`npm run ${script} failed:\n\n${tail(output, SHOWN_LINES)}`)
}

/** Where the work at hand began: at the branch `main`, or on `main` itself at its last commit. */
function changeBase() {
  /** @param {string[]} args */
  const git = (...args) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
  try {
    return git('branch', '--show-current') === 'main' ? git('rev-parse', 'HEAD') : git('merge-base', 'HEAD', 'main')
  } catch {
    throw new Refusal('--changed compares with the branch main, which git does not find here. Run npm run check.')
  }
}
