import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const FOLDER = join(import.meta.dirname, '..', '.highwater', 'python-clients')
const PACKAGES = ['confluent-kafka==2.16.1']
const DEADLINE_MS = 180_000

let installed: Promise<string> | null = null

/** The folder with a Python that has the Kafka clients whose programs the tests run; made when it is first needed. */
export function pythonClients(): Promise<string> {
  installed ??= install()
  return installed
}

async function install(): Promise<string> {
  const bin = join(FOLDER, 'bin')
  if (!existsSync(bin)) {
    // Only a complete installation gets the name that counts.
    const partial = `${FOLDER}.partial`
    await rm(partial, { recursive: true, force: true })
    await run('python3', ['-m', 'venv', partial], { timeout: DEADLINE_MS })
    const python = join(partial, 'bin', 'python')
    await run(python, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { timeout: DEADLINE_MS })
    await rename(partial, FOLDER)
  }
  return bin
}
