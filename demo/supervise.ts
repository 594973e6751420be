import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 15_000
const STOP_DEADLINE_MS = 1_500

export interface Workloads {
  /** Ends the workloads; resolves when they have ended. */
  stop(): Promise<void>
}

/** Runs the workloads in a child process of their own, and starts it again whenever it ends. */
export function superviseWorkloads(bootstrap: string): Workloads {
  let child: ChildProcess | null = null
  let timer: NodeJS.Timeout | undefined
  let pauseMs = FIRST_PAUSE_MS
  let isStopped = false

  const start = () => {
    child = spawn(process.execPath, [join(import.meta.dirname, 'workloads', 'main.ts'), bootstrap], {
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    child.stdin?.on('error', () => {})
    child.once('exit', () => {
      child = null
      if (isStopped) return
      timer = setTimeout(start, pauseMs)
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)
    })
  }
  start()

  return {
    async stop() {
      isStopped = true
      clearTimeout(timer)
      if (!child) return
      const ended = once(child, 'exit')
      const last = setTimeout(() => child?.kill('SIGKILL'), STOP_DEADLINE_MS)
      child.stdin?.end()
      child.kill('SIGTERM')
      await ended
      clearTimeout(last)
    },
  }
}
