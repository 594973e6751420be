import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** No clusters of a developer's own, and no log. */
const PLAIN = { NEXT_MANUAL_SIG_HANDLE: '1', HIGHWATER_CONFIG: 'none', HIGHWATER_LOG_LEVEL: 'silent' }

/** Another dashboard of the same build, started as the launcher would. What it prints is lost, unless `onLog` takes it. */
export function startDashboard(
  port: number,
  host: string,
  env: Readonly<Record<string, string>>,
  onLog?: (text: string) => void,
): ChildProcess {
  const output = onLog ? 'pipe' : 'ignore'
  const args = ['bin/serve.ts', 'start', '-H', host, '-p', String(port)]
  const dashboard = spawn(process.execPath, args, {
    env: { ...process.env, ...PLAIN, HIGHWATER_HOST: host, ...env },
    stdio: ['ignore', output, output],
  })
  for (const stream of [dashboard.stdout, dashboard.stderr]) stream?.on('data', (chunk) => onLog?.(String(chunk)))
  return dashboard
}

export async function endDashboard(dashboard: ChildProcess | undefined): Promise<void> {
  if (!dashboard || dashboard.exitCode !== null || dashboard.signalCode !== null) return
  const ended = once(dashboard, 'exit')
  dashboard.kill('SIGTERM')
  await ended
}
