import { spawn, spawnSync } from 'node:child_process'

/**
 * A child process with a group of its own, so that Ctrl-C reaches only the launcher, which then stops things in order.
 * Its input is a pipe to us: when we die, however we die, that pipe breaks, and the child stops by itself.
 */
export class Child {
  #process
  /** @type {Promise<number | null>} */
  ended

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {{ cwd: string, env: NodeJS.ProcessEnv, output: 'pipe' | 'inherit' | 'ignore' | number }} options
   */
  constructor(command, args, { cwd, env, output }) {
    this.#process = spawn(command, args, {
      cwd,
      env,
      stdio: ['pipe', output, output === 'pipe' ? 'inherit' : output],
      detached: process.platform !== 'win32',
    })
    this.#process.stdin?.on('error', () => {})
    this.ended = new Promise((resolve) => {
      this.#process.once('error', () => resolve(null))
      this.#process.once('exit', (code) => resolve(code))
    })
  }

  get stdout() {
    return this.#process.stdout
  }

  get isRunning() {
    return this.#process.exitCode === null && this.#process.signalCode === null && this.#process.pid !== undefined
  }

  /** Sends SIGTERM, waits until it has ended, and kills what it has left running. */
  async stop() {
    if (this.isRunning) {
      this.#process.stdin?.end()
      this.#process.kill('SIGTERM')
      await this.ended
    }
    this.kill()
  }

  /** Ends it and all that it started. */
  kill() {
    if (this.#process.pid !== undefined) killGroup(this.#process.pid)
  }
}

/**
 * Ends a process that leads a group, and the group.
 * @param {number} pid
 */
export function killGroup(pid) {
  try {
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'])
    else process.kill(-pid, 'SIGKILL')
  } catch {
    // The group is gone already.
  }
}
