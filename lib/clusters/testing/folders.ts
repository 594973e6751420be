import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Configuration, readConfiguration } from '#lib/clusters/configuration.ts'
import type { Environment } from '#lib/clusters/sources.ts'

/** A temporary folder with these files and the fixtures; removed after the test. */
export function makeFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-configuration-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(join(import.meta.dirname, '..', 'fixtures'), folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeIn(folder, name, text)
  return folder
}

export function writeIn(folder: string, name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

/** Reads a configuration as if started in that folder with these variables. */
export function readIn(folder: string, environment: Environment): Configuration {
  return readConfiguration({ HIGHWATER_CONFIG: 'none', HIGHWATER_CALLED_FROM: folder, ...environment })
}

export function readYaml(text: string, environment: Environment = {}, files: Record<string, string> = {}) {
  return readIn(makeFolder({ ...files, 'highwater.yaml': text }), {
    HIGHWATER_CONFIG: 'highwater.yaml',
    ...environment,
  })
}
