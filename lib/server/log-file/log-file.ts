import { closeSync, fstatSync, mkdirSync, openSync, renameSync, statfsSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const MAX_FILE_BYTES = 10 * 1024 * 1024
/** Beside the current one: `.1` is the newest of them. */
const OLD_FILES = 3

export interface LogFailure {
  /** Node's code of the last error, such as ENOSPC. */
  readonly code: string
  /** How many writes were dropped since it began to fail. */
  readonly lost: number
}

interface OpenFile {
  readonly descriptor: number
  readonly inode: number
  size: number
}

/**
 * A log that never stands in the way: what cannot be written is counted and dropped, and nothing throws. It is cut into
 * files of limited size, and made again when it is deleted or moved.
 */
export class LogFile {
  readonly #path: string
  readonly #maxBytes: number
  #file: OpenFile | null = null
  #failure: LogFailure | null = null

  constructor(path: string, maxBytes = MAX_FILE_BYTES) {
    this.#path = path
    this.#maxBytes = maxBytes
  }

  /** Since when and how much is lost; null: all is written. Tries again, so that it is known when that is over. */
  check(): LogFailure | null {
    if (this.#failure) this.#tryToReport()
    return this.#failure ?? (isFull(dirname(this.#path)) ? { code: 'ENOSPC', lost: 0 } : null)
  }

  write(chunk: string | Uint8Array): void {
    if (this.#failure) this.#tryToReport()
    if (this.#failure) this.#failure = { ...this.#failure, lost: this.#failure.lost + 1 }
    else this.#append(chunk)
  }

  /** The first line after lost ones says how many they were. */
  #tryToReport(): void {
    const failure = this.#failure
    const report = { level: 40, time: new Date().toISOString(), ...failure, msg: 'lines of this log were lost' }
    this.#failure = null
    // What was cut off in the middle of a line ends here.
    this.#append(`\n${JSON.stringify(report)}\n`)
    if (this.#failure) this.#failure = failure
  }

  #append(chunk: string | Uint8Array): void {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    try {
      const file = this.#open(bytes.byteLength)
      for (let at = 0; at < bytes.byteLength; ) {
        const written = writeSync(file.descriptor, bytes, at)
        file.size += written
        at += written
      }
    } catch (error) {
      this.#close()
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
      this.#failure = { code, lost: 1 }
    }
  }

  /** The file to write to, with room for what comes. */
  #open(room: number): OpenFile {
    if (this.#file && inodeOf(this.#path) !== this.#file.inode) this.#close()
    this.#file ??= openForAppending(this.#path)
    if (this.#file.size === 0 || this.#file.size + room <= this.#maxBytes) return this.#file
    this.#close()
    for (let number = OLD_FILES; number > 0; number--) moveIfThere(this.#nameOf(number - 1), this.#nameOf(number))
    this.#file = openForAppending(this.#path)
    return this.#file
  }

  #nameOf(number: number): string {
    return number === 0 ? this.#path : `${this.#path}.${number}`
  }

  #close(): void {
    const file = this.#file
    this.#file = null
    if (file) closeSync(file.descriptor)
  }
}

function openForAppending(path: string): OpenFile {
  mkdirSync(dirname(path), { recursive: true })
  const descriptor = openSync(path, 'a')
  const { ino, size } = fstatSync(descriptor)
  return { descriptor, inode: ino, size }
}

function inodeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null
}

function moveIfThere(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false })) renameSync(from, to)
}

function isFull(folder: string): boolean {
  try {
    return statfsSync(folder).bavail === 0
  } catch {
    return false
  }
}
