import { type ChildProcess, spawn } from 'node:child_process'

/** Keeps the last line it was given. When its input ends, that is when we have died, it ends the processes named there. */
const SCRIPT = 'last=; while read -r line; do last=$line; done; [ -z "$last" ] || kill -9 $last'

/**
 * Java does not notice when its parent is killed. So a shell of a few kilobytes holds a pipe to us, and when that breaks
 * it ends the brokers. Not on Windows, where the next start finds and ends what was left.
 */
export class Undertaker {
  readonly #shell: ChildProcess | null

  constructor() {
    if (process.platform === 'win32') {
      this.#shell = null
      return
    }
    this.#shell = spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
    this.#shell.on('error', () => {})
    this.#shell.stdin?.on('error', () => {})
    this.#shell.unref()
  }

  /** Replaces the list of processes that must not outlive us. */
  watch(pids: readonly number[]): void {
    this.#shell?.stdin?.write(`${pids.join(' ')}\n`)
  }

  dismiss(): void {
    this.watch([])
    this.#shell?.stdin?.end()
  }
}
