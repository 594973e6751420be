import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { isUnattended } from './attended.ts'
import { browserOptions } from './browser.ts'
import { E2E_PORT } from './ports.ts'

const root = join(import.meta.dirname, '..')
const port = E2E_PORT

export default defineConfig({
  testDir: '.',
  outputDir: join(root, 'test-results'),
  // All tests look at one cluster, and two browsers at once would keep each other waiting on two cores.
  workers: 1,
  retries: isUnattended ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['./playwright-reporter.ts']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    trace: 'retain-on-failure',
    viewport: { width: 1400, height: 860 },
    launchOptions: browserOptions(),
  },
  projects: [
    { name: 'changing', testMatch: ['**/api/*.spec.ts', '**/flows/*.spec.ts'] },
    { name: 'looking', testMatch: ['**/states/*.spec.ts', '**/a11y/*.spec.ts'] },
    // Last, as they stop brokers.
    { name: 'faults', testMatch: '**/faults/*.spec.ts', dependencies: ['changing', 'looking'] },
  ],
  webServer: {
    command: `node bin/highwater.mjs --port ${port} --data .highwater/e2e-${port} --fresh --config none`,
    cwd: root,
    url: `http://127.0.0.1:${port}/api/clusters/demo`,
    timeout: 300_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
})
