import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '#demo/processes.ts'
import { endDashboard, startDashboard } from '#e2e/dashboard.ts'

// A dashboard whose log lies on a full disk. It needs a build, which `npm test` has made by then.

const PORT = 3186
const URL = `http://127.0.0.1:${PORT}`
const READY_MS = 120_000

let folder = ''
let log = ''
let dashboard: ChildProcess

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'highwater-full-'))
  log = join(folder, 'dashboard.log')
  symlinkSync('/dev/full', log)
  const environment = { HIGHWATER_BROKERS: '127.0.0.1:1', HIGHWATER_LOG_FILE: log, HIGHWATER_LOG_LEVEL: 'debug' }
  dashboard = startDashboard(PORT, '127.0.0.1', environment)
})
afterAll(async () => {
  await endDashboard(dashboard)
  rmSync(folder, { recursive: true, force: true })
})

const status = (path: string) =>
  fetch(URL + path).then(
    (response) => response.status,
    () => 0,
  )

test('a full disk hangs nothing, and what was lost is counted in the log once there is room', async () => {
  await until('the dashboard to answer', READY_MS, async () => (await status('/api/health')) === 200)
  // Each of them is logged.
  for (let count = 0; count < 50; count++) expect(await status('/api/unheard-of')).toBe(404)
  rmSync(log)
  expect(await status('/api/unheard-of')).toBe(404)
  const [, first = ''] = readFileSync(log, 'utf8').split('\n')
  expect(JSON.parse(first)).toMatchObject({ code: 'ENOSPC', msg: 'lines of this log were lost' })
  expect(JSON.parse(first).lost).toBeGreaterThanOrEqual(50)
})
