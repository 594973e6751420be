import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Configuration, readConfiguration } from './configuration.ts'
import type { Environment } from './sources.ts'

/** A folder with these files, and with the stores and keys of the fixtures, for as long as the test takes. */
export function makeFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-configuration-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(join(import.meta.dirname, 'fixtures'), folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeIn(folder, name, text)
  return folder
}

export function writeIn(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

/** What is read of these variables by somebody who stands in that folder. */
export function readIn(folder: string, environment: Environment): Configuration {
  return readConfiguration({ HIGHWATER_CONFIG: 'none', HIGHWATER_CALLED_FROM: folder, ...environment })
}

export function readYaml(text: string, environment: Environment = {}, files: Record<string, string> = {}) {
  return readIn(makeFolder({ ...files, 'highwater.yaml': text }), {
    HIGHWATER_CONFIG: 'highwater.yaml',
    ...environment,
  })
}
