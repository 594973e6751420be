import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 15_000
const RAN_WELL_MS = 60_000
const STOP_DEADLINE_MS = 1_500

export interface Workloads {
  /** Ends the workloads; resolves when they have ended. */
  stop(): Promise<void>
}

/** Runs the workloads in a child process of their own, and starts it again whenever it ends. */
export function superviseWorkloads(bootstrap: string, logFile: string): Workloads {
  let child: ChildProcess | null = null
  let timer: NodeJS.Timeout | undefined
  let pauseMs = FIRST_PAUSE_MS
  let isStopped = false

  const start = () => {
    const startedMs = Date.now()
    const log = openSync(logFile, 'w')
    const started = spawn(
      process.execPath,
      [...process.execArgv, join(import.meta.dirname, 'workloads', 'main.ts'), bootstrap],
      {
        stdio: ['pipe', log, log],
      },
    )
    closeSync(log)
    started.stdin?.on('error', () => {})
    const onEnd = () => {
      if (child !== started) return
      child = null
      if (isStopped) return
      // What ran for a while did not fail at the start again.
      pauseMs = Date.now() - startedMs > RAN_WELL_MS ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pauseMs * 2)
      timer = setTimeout(start, pauseMs)
    }
    started.once('error', onEnd)
    started.once('exit', onEnd)
    child = started
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
