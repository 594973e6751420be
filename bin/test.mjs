#!/usr/bin/env node
// Everything that must hold, in one command: installs what it needs, checks, builds, and tests against real brokers in a
// real browser. Runs on the Node that is there, with nothing installed.
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildDashboard } from './launcher/build.mjs'
import { endCommands, runCommand, tail } from './launcher/command.mjs'
import { findNode, findNpm, installDependencies } from './launcher/install.mjs'
import { Refusal } from './launcher/options.mjs'
import { Progress } from './launcher/progress.mjs'
import { installPrograms } from './launcher/test-programs.mjs'

const root = resolve(fileURLToPath(new URL('..', import.meta.url)))
const OTHER_KAFKA_VERSIONS = ['3.9.2', '3.1.2']
const STEP_DEADLINE_MS = 60 * 60_000
const SHOWN_LINES = 300

const isFull = process.argv.includes('--full')
const progress = new Progress()
const startedMs = Date.now()

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    endCommands()
    process.exit(130)
  })
}

try {
  await testAll()
  progress.say(`\n  Everything holds. ${Math.round((Date.now() - startedMs) / 1000)} s in all.\n`)
} catch (error) {
  progress.end()
  process.stderr.write(`\n${error instanceof Refusal ? error.message : error instanceof Error ? error.stack : error}\n`)
  process.exitCode = 1
}

async function testAll() {
  progress.say('\n  Highwater: all tests\n')
  await progress.step('Dependencies', () => installDependencies(root))
  await progress.step('Programs that the tests use', () => installPrograms(root))
  await npmStep('Format, lint, types, unit tests', 'check')
  const node = findNode(root)
  await progress.step('Build', () => buildDashboard({ root, node, logFolder: join(root, '.highwater', 'logs') }))
  await npmStep('Against real brokers', 'test:brokers')
  if (isFull) {
    for (const version of OTHER_KAFKA_VERSIONS)
      await npmStep(`Against Kafka ${version}`, 'test:brokers', { HIGHWATER_TEST_KAFKA: version })
  }
  await npmStep('Launcher and brokers as processes', 'test:process')
  await npmStep('In the browser', 'test:browser', isFull ? { HIGHWATER_TEST_FULL: 'true' } : {})
}

/**
 * @param {string} name
 * @param {string} script one of package.json
 * @param {Record<string, string>} [variables]
 */
function npmStep(name, script, variables = {}) {
  return progress.step(name, async (detail) => {
    const npm = findNpm()
    const { code, output } = await runCommand(npm.command, [...npm.args, 'run', script], {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...variables },
      shell: npm.shell,
      timeoutMs: STEP_DEADLINE_MS,
      onLine: (line) => detail(`${name}: ${line.trim()}`),
    })
    if (code !== 0) throw new Refusal(`npm run ${script} failed:\n\n${tail(output, SHOWN_LINES)}`)
  })
}
