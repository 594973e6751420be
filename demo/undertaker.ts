import { type ChildProcess, spawn } from 'node:child_process'

/** Keeps the last line of its input, a list of processes. When the input ends, as this process has ended, it kills them. */
const SCRIPT = 'last=; while read -r line; do last=$line; done; [ -z "$last" ] || kill -9 $last'

/**
 * Kills the brokers when this process is killed, which Java does not notice: a small shell holds a pipe to this process
 * and acts when the pipe breaks. Not on Windows, where the next start finds and ends what was left.
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
