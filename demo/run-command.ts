import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Command } from '#lib/commands/command.ts'
import type { KafkaCluster } from './cluster.ts'
import { kafkaTools } from './tools.ts'

const run = promisify(execFile)
const DEADLINE_MS = 240_000
const TOOL_CLIENT = join(import.meta.dirname, 'tool-server', 'tool-client.ts')
const PROJECT = join(import.meta.dirname, '..')
/** Where the tests have Kafka's clients for Python. */
const PYTHON = join(PROJECT, '.highwater', 'python', 'bin')

/** Runs a command of a page as a person does who pastes it into a shell that has Kafka's scripts and clients at hand. */
export async function runCommand(cluster: KafkaCluster, { text }: Command): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-'))
  try {
    for (const name of kafkaTools) {
      const { port, main } = await cluster.toolServer(name)
      const words = [process.execPath, TOOL_CLIENT, String(port), main].map((word) => `'${word}'`)
      writeFileSync(join(folder, name), `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, { mode: 0o755 })
    }
    const path = [folder, PYTHON, dirname(process.execPath), process.env.PATH ?? ''].join(delimiter)
    const env = { ...process.env, PATH: path, NODE_PATH: join(PROJECT, 'node_modules') }
    // With a socket as its input, bash may assume a remote shell and read a .bashrc that changes the PATH.
    const { stdout } = await run('bash', ['--norc', '-c', text], { cwd: folder, env, timeout: DEADLINE_MS })
    return stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}
