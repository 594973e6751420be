import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runCommand, tail } from './command.mjs'
import { Refusal } from './options.mjs'

/** What the tests run besides Node, and the Debian packages that bring it. */
const PROGRAMS = [
  { anyOf: ['java'], debianPackage: 'default-jre-headless' },
  { anyOf: ['mvn'], debianPackage: 'maven' },
  { anyOf: ['kcat'], debianPackage: 'kcat' },
  { anyOf: ['promtool'], debianPackage: 'prometheus' },
  {
    anyOf: ['chromium', 'chromium-browser', 'google-chrome'],
    orNamedBy: 'HIGHWATER_BROWSER',
    debianPackage: 'chromium',
  },
]
const SHOWN_LINES = 15

/**
 * Installs what is missing where that can be done without asking, else refuses with the line that does it.
 * @param {string} root
 */
export async function installPrograms(root) {
  const packages = missingPackages()
  if (packages.length === 0) return
  const line = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) {
    throw new Refusal(
      `The tests need programs that are not on the PATH. On Debian or Ubuntu:\n\n  sudo ${line}\n\nElsewhere, install ${packages.join(', ')}; HIGHWATER_BROWSER may name any Chromium.`,
    )
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const command of ['apt-get update', line]) {
    const { code, output } = await runCommand('sh', ['-c', command], { cwd: root, env })
    if (code !== 0) throw new Refusal(`${command} failed:\n\n${tail(output, SHOWN_LINES)}`)
  }
}

function missingPackages() {
  return PROGRAMS.filter(({ anyOf, orNamedBy }) => !(orNamedBy && process.env[orNamedBy]) && !anyOf.some(isOnPath)).map(
    ({ debianPackage }) => debianPackage,
  )
}

/** @param {string} program */
function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
