import { readFileSync, type Stats, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'

const MAX_BYTES = 4 * 1_024 * 1_024

/** The state of a file when it was read; a different stamp means that it has to be read again. */
export type Stamps = ReadonlyMap<string, string>

const MISSING_FILE = 'not there'

const failures: Record<string, string> = {
  ENOENT: 'there is no such file.',
  ENOTDIR: 'there is no such file.',
  EACCES: 'the dashboard may not read it; give its user the right to.',
  EPERM: 'the dashboard may not read it; give its user the right to.',
  EISDIR: 'it is a folder; name a file.',
}

/** The files of a configuration, including those that were looked for and do not exist yet. */
export class SourceFiles {
  readonly #stamps = new Map<string, string>()
  readonly #contents = new Map<string, Buffer>()

  get stamps(): Stamps {
    return this.#stamps
  }

  /** Throws an error whose message says what to do. */
  read(path: string): Buffer {
    const known = this.#contents.get(path)
    if (known) return known
    // Taken before reading: a change in between causes another read.
    this.#stamps.set(path, stampOf(path))
    const bytes = readWhole(path)
    this.#contents.set(path, bytes)
    return bytes
  }

  exists(path: string): boolean {
    const stamp = stampOf(path)
    this.#stamps.set(path, this.#stamps.get(path) ?? stamp)
    return stamp !== MISSING_FILE
  }

  /** The first file that exists, else the first. */
  find(text: string, folders: readonly string[]): string {
    const path = text.startsWith('~/') ? join(homedir(), text.slice(2)) : text
    if (isAbsolute(path)) return path
    const candidates = folders.map((folder) => resolve(folder, path))
    return candidates.find((candidate) => this.exists(candidate)) ?? candidates[0] ?? resolve(path)
  }
}

export function stampOf(path: string): string {
  try {
    const { mtimeMs, size, ino }: Stats = statSync(path)
    return `${mtimeMs} ${size} ${ino}`
  } catch {
    return MISSING_FILE
  }
}

function readWhole(path: string): Buffer {
  try {
    if (statSync(path).size > MAX_BYTES)
      throw new Error(`${path}: it is larger than 4 MiB, so it cannot be the file that is meant.`)
    return readFileSync(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === '' && error instanceof Error) throw error
    throw new Error(`${path}: ${failures[code] ?? `it cannot be read (${code}).`}`)
  }
}
