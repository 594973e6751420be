import { closeSync, existsSync, fstatSync, openSync, readFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { join } from 'node:path'
import { Child } from './child.mjs'
import { Refusal } from './options.mjs'

const READY_DEADLINE_MS = 60_000
const POLL_MS = 100
const ANSWER_DEADLINE_MS = 3_000
const CONNECT_DEADLINE_MS = 8_000
const TAIL_LINES = 15
/** What is decoded is soon thrown away; a larger nursery would only keep more of it for longer. */
const NURSERY_MB = 8
/**
 * glibc keeps what is freed, in as many pools as there are threads and cores: a tenth of what a large cluster takes. With
 * few pools, and large pieces that go back at once, it does not. Elsewhere these mean nothing.
 */
export const memorySettings = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
}

/**
 * The variables that name the clusters for every program that connects to them: secrets are never arguments.
 * @param {import('./options.mjs').Options} options
 * @param {Record<string, string | undefined>} environment
 */
export function clusterEnvironment(options, environment) {
  return {
    // Besides Node's own CAs those of this machine are trusted, as librdkafka does and many files expect.
    NODE_USE_SYSTEM_CA: '1',
    ...environment,
    HIGHWATER_CALLED_FROM: calledFrom(),
    HIGHWATER_READ_ONLY: String(options.readOnly),
    HIGHWATER_BROKERS: options.brokers ?? '',
    HIGHWATER_PROPERTIES: options.properties ?? '',
    HIGHWATER_NAME: options.name ?? '',
    HIGHWATER_CONFIG: options.config ?? '',
  }
}

/** The folder that the command was given in; npm itself changes to the project's. */
export function calledFrom() {
  return process.env.INIT_CWD || process.cwd()
}

/**
 * @param {{ root: string, node: import('./install.mjs').NodeRuntime, logFolder: string, options: import('./options.mjs').Options, environment: Record<string, string | undefined>, demo: import('./demo.mjs').DemoAddress | null }} how
 */
export function startDashboard({ root, node, logFolder, options, environment: given, demo }) {
  const listen = ['-H', options.host, '-p', String(options.port)]
  const environment = {
    ...memorySettings,
    ...clusterEnvironment(options, given),
    NEXT_MANUAL_SIG_HANDLE: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    HIGHWATER_LAUNCHED: 'true',
    HIGHWATER_HOST: options.host,
    HIGHWATER_ALLOWED_HOSTS: options.allowedHosts.join(','),
    HIGHWATER_DEMO_BROKERS: demo?.bootstrap ?? '',
    HIGHWATER_DEMO_CONTROL: demo?.control ?? '',
    HIGHWATER_DEMO_TOKEN: demo?.token ?? '',
  }
  if (options.dev) {
    const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
    const env = { ...environment, NODE_ENV: /** @type {const} */ ('development') }
    return new Child(node.program, [...node.flags, next, 'dev', ...listen], { cwd: root, env, output: 'inherit' })
  }
  const env = { ...environment, NODE_ENV: /** @type {const} */ ('production') }
  // Nothing may reach Object.prototype through a field that a message names `__proto__`.
  const flags = [...node.flags, `--max-semi-space-size=${NURSERY_MB}`, '--disable-proto=delete']
  const output = openLog(logFolder)
  const child = new Child(node.program, [...flags, join(root, 'bin', 'serve.ts'), 'start', ...listen], {
    cwd: root,
    env: { ...env, HIGHWATER_LOG_FILE: dashboardLog(logFolder) },
    output,
  })
  if (output !== 'ignore') closeSync(output)
  return child
}

/** @param {string} logFolder */
export function dashboardLog(logFolder) {
  return join(logFolder, 'dashboard.log')
}

/** How much of the log was there before the dashboard that runs now. */
let logBeganAt = 0

/**
 * Where the little goes that the dashboard does not write itself, such as what V8 says when memory runs out.
 * @param {string} logFolder
 * @returns {number | 'ignore'}
 */
function openLog(logFolder) {
  try {
    const log = openSync(dashboardLog(logFolder), 'a')
    logBeganAt = fstatSync(log).size
    return log
  } catch {
    // The disk has become full or read-only since the start; the page says so.
    return 'ignore'
  }
}

/** @param {import('./options.mjs').Options} options */
export function dashboardUrl({ host, port }) {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

/**
 * Resolves when the dashboard answers.
 * @param {Child} child
 * @param {import('./options.mjs').Options} options
 * @param {string} logFolder
 */
export async function untilAnswering(child, options, logFolder) {
  const deadline = Date.now() + READY_DEADLINE_MS
  while (Date.now() < deadline && child.isRunning) {
    if (await answers(options)) return
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Refusal(`The dashboard did not start.${tailOf(logFolder)}`)
}

/** @param {string} logFolder */
export function tailOf(logFolder) {
  const file = dashboardLog(logFolder)
  if (!existsSync(file)) return ''
  const log = readFileSync(file)
  const own = log.subarray(log.byteLength < logBeganAt ? 0 : logBeganAt).toString('utf8')
  const tail = own.trim().split('\n').slice(-TAIL_LINES).join('\n')
  return ` Its log (${file}) ends with:\n\n${tail}`
}

/** @typedef {{ id: string, name: string, status: string, error?: { message: string, hint?: string } }} ClusterItem */

/**
 * What keeps a dashboard that answers from the clusters it is to look at, as soon as it has tried all of them.
 * @param {import('./options.mjs').Options} options
 * @returns {Promise<string[]>}
 */
export async function findTrouble(options) {
  const deadline = Date.now() + CONNECT_DEADLINE_MS
  /** @type {ClusterItem[]} */
  let named = []
  while (Date.now() < deadline) {
    /** @type {{ items?: ClusterItem[] }} */
    const { items = [] } = JSON.parse((await get(options, '/api/clusters')) ?? '{}')
    named = items.filter(({ id }) => id !== 'demo')
    if (named.every(({ status }) => status !== 'connecting')) break
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  return describeTrouble(named)
}

/**
 * @param {ClusterItem[]} items
 * @returns {string[]}
 */
export function describeTrouble(items) {
  return items.flatMap(({ name, error }) => {
    if (!error) return []
    const sentences = [error.message, error.hint].filter(Boolean).join(' ')
    return [items.length > 1 ? `${name}: ${sentences}` : sentences]
  })
}

/**
 * @param {import('./options.mjs').Options} options
 * @returns {Promise<boolean>}
 */
export async function answers(options) {
  return (await get(options, '/api/health')) === '{"status":"ok"}'
}

/**
 * What the dashboard answers; null: nothing, or nothing whole.
 * @param {import('./options.mjs').Options} options
 * @param {string} path
 * @returns {Promise<string | null>}
 */
function get(options, path) {
  return new Promise((resolve) => {
    const request = http.get(`${dashboardUrl(options)}${path}`, { timeout: 2_000 }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve(body))
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(null))
    // Whatever a stranger on this port sends or leaves unfinished.
    request.on('close', () => resolve(null))
    setTimeout(() => request.destroy(), ANSWER_DEADLINE_MS).unref()
  })
}

/**
 * @param {import('./options.mjs').Options} options
 * @returns {Promise<void>}
 */
export async function assertPortIsFree(options) {
  const code = await tryToListen(options)
  if (code === null) return
  if (code === 'EACCES')
    throw new Refusal(
      `Port ${options.port} may not be used without special rights. Choose another: npm start -- --port 3000`,
    )
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    throw new Refusal(`${options.host} is not an address of this machine.`)
  const other = `npm start -- --port ${options.port + 1}`
  if (await answers(options)) {
    throw new Refusal(
      `Highwater runs already: ${dashboardUrl(options)}\nFor a second one, choose another port: ${other}`,
    )
  }
  throw new Refusal(`Port ${options.port} is taken by another program. End it, or choose another port: ${other}`)
}

/**
 * @param {import('./options.mjs').Options} options
 * @returns {Promise<string | null>}
 */
function tryToListen({ host, port }) {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', (error) => resolve('code' in error ? String(error.code) : 'unknown'))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)))
  })
}
