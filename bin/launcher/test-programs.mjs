import { accessSync, constants, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { runCommand, tail } from './command.mjs'
import { Refusal } from './options.mjs'

/** What the tests run besides Node, and the Debian packages that bring it. */
const PROGRAMS = [
  // Its compiler, too: Kafka's tools run in a server of ours, see demo/tool-server.
  { anyOf: ['javac'], debianPackage: 'default-jdk-headless' },
  { anyOf: ['mvn'], debianPackage: 'maven' },
  { anyOf: ['kcat'], debianPackage: 'kcat' },
  { anyOf: ['promtool'], debianPackage: 'prometheus' },
  { anyOf: ['python3'], debianPackage: 'python3-venv' },
  { anyOf: ['openssl'], debianPackage: 'openssl' },
  { anyOf: ['faketime'], debianPackage: 'faketime', isOnlyForFull: true },
  { anyOf: ['ssh'], debianPackage: 'openssh-client' },
  // Debian installs it outside of the PATH of ordinary users.
  { anyOf: ['sshd', '/usr/sbin/sshd'], debianPackage: 'openssh-server' },
  {
    anyOf: ['chromium', 'chromium-browser', 'google-chrome'],
    orNamedBy: 'HIGHWATER_BROWSER',
    debianPackage: 'chromium',
  },
]
/** The same browser without windows: a page takes a third less CPU. Optional: without it the tests use Chromium. */
const FASTER_BROWSER = 'chromium-headless-shell'
/** Kafka's clients for Python, in an environment of their own beside the project's other data. */
const PYTHON_PACKAGES = 'confluent-kafka==2.16.1\n'
const SHOWN_LINES = 15
const UNATTENDED = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }

/**
 * Installs what is missing where that can be done without asking, else refuses with the line that does it.
 * @param {string} root
 * @param {{ isFull: boolean, hasBrowser: boolean }} need what only `npm run test:full` runs; a browser
 */
export async function installPrograms(root, { isFull, hasBrowser }) {
  const packages = missingPackages(isFull)
  if (packages.length > 0) await installPackages(root, packages)
  if (hasBrowser) await installFasterBrowser(root)
  await installPythonClients(root)
}

/** @param {string} root */
async function installFasterBrowser(root) {
  if (process.env.HIGHWATER_BROWSER || isOnPath(FASTER_BROWSER) || !canInstall()) return
  // A browser of another version stays as it is.
  for (const command of [
    'apt-get update',
    `apt-get install -y --no-install-recommends --no-remove ${FASTER_BROWSER}`,
  ]) {
    const { code } = await runCommand('sh', ['-c', command], { cwd: root, env: UNATTENDED })
    if (code !== 0) return
  }
}

/**
 * @param {string} root
 * @param {string[]} packages
 */
async function installPackages(root, packages) {
  const line = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (!canInstall()) {
    throw new Refusal(
      `The tests need programs that are not on the PATH. On Debian or Ubuntu:\n\n  sudo ${line}\n\nElsewhere, install ${packages.join(', ')}; HIGHWATER_BROWSER may name any Chromium.`,
    )
  }
  for (const command of ['apt-get update', line]) {
    const { code, output } = await runCommand('sh', ['-c', command], { cwd: root, env: UNATTENDED })
    if (code !== 0) throw new Refusal(`${command} failed:\n\n${tail(output, SHOWN_LINES)}`)
  }
}

/** @param {string} root */
async function installPythonClients(root) {
  const folder = join(root, '.highwater', 'python')
  const installed = join(folder, 'requirements.txt')
  if (readIfThere(installed) === PYTHON_PACKAGES) return
  rmSync(folder, { recursive: true, force: true })
  const venv = await runCommand('python3', ['-m', 'venv', folder], { cwd: root })
  if (venv.code !== 0) {
    throw new Refusal(
      `python3 -m venv failed; on Debian it needs the package python3-venv:\n\n${tail(venv.output, SHOWN_LINES)}`,
    )
  }
  const pip = join(folder, 'bin', 'pip')
  const install = [
    'install',
    '--disable-pip-version-check',
    '--only-binary',
    ':all:',
    ...PYTHON_PACKAGES.trim().split('\n'),
  ]
  const { code, output } = await runCommand(pip, install, { cwd: root })
  if (code !== 0) throw new Refusal(`pip ${install.join(' ')} failed:\n\n${tail(output, SHOWN_LINES)}`)
  // Written last, so that an interrupted installation is done again.
  writeFileSync(installed, PYTHON_PACKAGES)
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function canInstall() {
  return process.getuid?.() === 0 && isOnPath('apt-get')
}

/** @param {boolean} isFull */
function missingPackages(isFull) {
  return PROGRAMS.filter(({ isOnlyForFull = false }) => isFull || !isOnlyForFull)
    .filter(({ anyOf, orNamedBy }) => !(orNamedBy && process.env[orNamedBy]) && !anyOf.some(isOnPath))
    .map(({ debianPackage }) => debianPackage)
}

/** @param {string} program a name, or a whole path */
function isOnPath(program) {
  const folders = isAbsolute(program) ? [''] : (process.env.PATH ?? '').split(delimiter)
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
