import { type ChildProcess, spawn } from 'node:child_process'

/** Another dashboard of the same build, started as the launcher would. */
export function startDashboard(port: number, host: string, env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-H', host, '-p', String(port)], {
    env: { ...process.env, NEXT_MANUAL_SIG_HANDLE: '1', HIGHWATER_HOST: host, HIGHWATER_LOG_LEVEL: 'silent', ...env },
    stdio: 'ignore',
  })
}
