import { type ChildProcess, spawn } from 'node:child_process'

/** Nothing of a developer's own, and no log. */
const PLAIN = { NEXT_MANUAL_SIG_HANDLE: '1', HIGHWATER_CONFIG: 'none', HIGHWATER_LOG_LEVEL: 'silent' }

/** Another dashboard of the same build, started as the launcher would. */
export function startDashboard(port: number, host: string, env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-H', host, '-p', String(port)], {
    env: { ...process.env, ...PLAIN, HIGHWATER_HOST: host, ...env },
    stdio: 'ignore',
  })
}
