import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand, tail } from './command.mjs'
import { Refusal } from './options.mjs'

const SOURCES = [
  'app',
  'components',
  'lib',
  'bin/check-routes.mjs',
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
  'package.json',
  'proxy.ts',
  'tsconfig.json',
]
const IS_TEST = /\.test\.tsx?$/
const TAIL_LINES = 30

/**
 * Builds the dashboard, unless the sources are those of the build that is there.
 * @param {{ root: string, node: import('./install.mjs').NodeRuntime, logFolder: string }} where
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function buildDashboard({ root, node, logFolder }) {
  const stampFile = join(root, '.next', 'highwater-build')
  const stamp = hashSources(root)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false
  rmSync(stampFile, { force: true })
  await runNextBuild({ root, node, logFolder })
  writeFileSync(stampFile, stamp)
  return true
}

/** @param {string} root */
function hashSources(root) {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const file of listFiles(root, source))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function listFiles(root, path) {
  if (!existsSync(join(root, path)) || IS_TEST.test(path)) return []
  if (!statSync(join(root, path)).isDirectory()) return [path]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => listFiles(root, `${path}/${name}`))
}

/**
 * @param {{ root: string, node: import('./install.mjs').NodeRuntime, logFolder: string }} where
 * @returns {Promise<void>}
 */
async function runNextBuild({ root, node, logFolder }) {
  mkdirSync(logFolder, { recursive: true })
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
  const env = { ...process.env, NODE_ENV: /** @type {const} */ ('production'), NEXT_TELEMETRY_DISABLED: '1' }
  const { code, output } = await runCommand(node.program, [...node.flags, next, 'build'], { cwd: root, env })
  writeFileSync(join(logFolder, 'build.log'), output)
  if (code !== 0) throw new Refusal(`The dashboard could not be built:\n\n${tail(output, TAIL_LINES)}`)
}
