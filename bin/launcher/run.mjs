import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildDashboard } from './build.mjs'
import { endCommands } from './command.mjs'
import { assertFilesExist, assertReadable, checkClusters } from './configuration.mjs'
import {
  assertPortIsFree,
  calledFrom,
  clusterEnvironment,
  dashboardUrl,
  findTrouble,
  startDashboard,
  tailOf,
  untilAnswering,
} from './dashboard.mjs'
import { prepareDataFolder } from './data-folder.mjs'
import { startDemo } from './demo.mjs'
import { withEnvironmentFile } from './environment.mjs'
import { findNode, installDependencies } from './install.mjs'
import { help, Refusal, readOptions, unknownVariables } from './options.mjs'
import { Progress } from './progress.mjs'
import { supervise } from './supervise.mjs'

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)))
const STOP_DEADLINE_MS = 8_000

/** @param {string[]} args */
export async function run(args) {
  const progress = new Progress()
  /** @type {import('./child.mjs').Child[]} what runs, in the order in which to stop it */
  const children = []
  // A closed terminal must not end us before we have stopped what we started.
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  try {
    const environment = withEnvironmentFile(join(root, '.env'), process.env)
    const options = readOptions(args, environment, existsSync(join(root, 'highwater.yaml')))
    if (options === 'help') {
      process.stdout.write(help)
      return
    }
    assertFilesExist(options, calledFrom())
    if (options.check) {
      warnOfVariables(environment, progress)
      process.exit(await checkClusters(root, options.cluster, clusterEnvironment(options, environment)))
    }
    listenForEnd(progress, children)
    await start(options, environment, progress, children)
  } catch (error) {
    progress.end()
    process.stderr.write(
      error instanceof Refusal ? `\n${error.message}\n` : `\n${error instanceof Error ? error.stack : error}\n`,
    )
    await stopAll(children)
    process.exit(1)
  }
}

/**
 * @param {import('./options.mjs').Options} options
 * @param {Record<string, string | undefined>} environment
 * @param {Progress} progress
 * @param {import('./child.mjs').Child[]} children
 */
async function start(options, environment, progress, children) {
  const data = options.data ? resolve(options.data) : join(root, '.highwater')
  const logFolder = join(data, 'logs')
  await assertPortIsFree(options)
  prepareDataFolder(data, logFolder)
  progress.say('\n  Highwater\n')
  warnOfVariables(environment, progress)
  if (options.insecure) progress.say(`  ! Anyone who can reach ${options.host} can use this dashboard.\n`)
  await progress.step(
    'Install dependencies',
    () => installDependencies(root),
    (done) => (done ? 'Dependencies installed' : null),
  )
  const node = findNode(root)
  if (node.warning) progress.say(`  ! ${node.warning}\n`)
  if (options.isConfigured) await assertReadable(root, node, clusterEnvironment(options, environment))

  if (stopping) return
  const demo = options.demo ? beginDemo({ options, node, data, progress, children }) : null
  if (!options.dev) {
    const build = () => buildDashboard({ root, node, logFolder })
    await progress.step('Build the dashboard', build, (done) => (done ? 'Dashboard built' : null))
  }
  const address = demo ? await demo.address : null
  if (stopping) return
  const launch = () => startDashboard({ root, node, logFolder, options, environment, demo: address })
  const dashboard = launch()
  children.unshift(dashboard)
  await progress.step(
    'Start the dashboard',
    () => untilAnswering(dashboard, options, logFolder),
    () => 'Dashboard started',
  )
  keepRunning({ dashboard, launch, options, logFolder, progress, children })
  const problem = demo ? await demo.ready : null
  if (problem) progress.say(`\n  The embedded Kafka is not running. ${problem}`)
  const troubles = options.isConfigured ? await findTrouble(options) : []
  for (const trouble of troubles) progress.say(`\n  ! ${trouble}`)
  // Not every trouble is tried again: a login that was refused is not, and what is written wrongly cannot be.
  if (troubles.length > 0) progress.say('  The Connection page shows step by step what is wrong, and so does --check.')
  progress.say(`\n  Open ${dashboardUrl(options)}   (Ctrl-C stops everything)\n`)
  if (options.open) openBrowser(dashboardUrl(options))
}

/**
 * @param {Record<string, string | undefined>} environment
 * @param {Progress} progress
 */
function warnOfVariables(environment, progress) {
  for (const name of unknownVariables(environment))
    progress.say(`  ! ${name} means nothing here; .env.example lists what does.`)
}

/**
 * @param {{ options: import('./options.mjs').Options, node: import('./install.mjs').NodeRuntime, data: string, progress: Progress, children: import('./child.mjs').Child[] }} how
 */
function beginDemo({ options, node, data, progress, children }) {
  const { demoBrokers: brokers, fresh } = options
  const demo = startDemo({ root, node, data, brokers, fresh, onHint: (text) => progress.say(`  ${text}`) })
  children.push(demo.child)
  const started = `Kafka started (${brokers === 1 ? '1 broker' : `${brokers} brokers`})`
  const ready = progress.step(
    'Start Kafka',
    (detail) => demo.untilReady(detail),
    (problem) => (problem ? null : started),
  )
  return { address: demo.address, ready }
}

/** @type {Promise<void> | null} */
let stopping = null

/**
 * @param {Progress} progress
 * @param {import('./child.mjs').Child[]} children
 */
function listenForEnd(progress, children) {
  const onSignal = async () => {
    if (stopping) {
      for (const child of children) child.kill()
      process.exit(130)
    }
    progress.end()
    progress.say('\n  Stopping…')
    await stopAll(children)
    process.exit(0)
  }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, onSignal)
}

/**
 * The dashboard first, so that it does not report the brokers as down; what has not ended in time is killed.
 * @param {import('./child.mjs').Child[]} children
 */
function stopAll(children) {
  stopping ??= (async () => {
    endCommands()
    const last = setTimeout(() => {
      for (const child of children) child.kill()
    }, STOP_DEADLINE_MS)
    for (const child of children) await child.stop()
    clearTimeout(last)
  })()
  return stopping
}

/**
 * Starts a dashboard that has died again, beside the embedded Kafka; one that dies too often ends everything.
 * @param {{ dashboard: import('./child.mjs').Child, launch: () => import('./child.mjs').Child, options: import('./options.mjs').Options, logFolder: string, progress: Progress, children: import('./child.mjs').Child[] }} how
 */
async function keepRunning({ dashboard, launch, options, logFolder, progress, children }) {
  const tail = () => (options.dev ? '' : tailOf(logFolder))
  const start = () => {
    const next = launch()
    children[0] = next
    untilAnswering(next, options, logFolder).then(
      () => progress.say(`\n  The dashboard runs again: ${dashboardUrl(options)}\n`),
      // It has ended once more, which is said by then.
      () => {},
    )
    return next
  }
  const onEnd = (/** @type {number} */ delayMs) =>
    progress.say(`\n  ! The dashboard ended unexpectedly; it is started again in ${delayMs / 1000} s.${tail()}`)
  const outcome = await supervise(dashboard, { start, isStopping: () => stopping !== null, onEnd })
  if (outcome === 'stopped') return
  progress.end()
  process.stderr.write(`\nThe dashboard ended unexpectedly, too often to start it again.${tail()}\n`)
  await stopAll(children)
  process.exit(1)
}

/** @param {string} url */
function openBrowser(url) {
  const [command, args] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]]
  // Without a browser there is still the address on the screen.
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}
