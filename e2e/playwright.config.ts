import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { browserOptions } from './browser.ts'
import { E2E_PORT } from './ports.ts'

const root = join(import.meta.dirname, '..')
const port = E2E_PORT
/** Every action of a test that fails, to be opened with `npx playwright show-trace`; recorded on request only. */
const isTraced = process.env.HIGHWATER_TRACE === '1'

export default defineConfig({
  testDir: '.',
  outputDir: join(root, 'test-results'),
  workers: 2,
  // On a busy machine everything takes many times as long, so that conditions decide and not the clock.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['./playwright-reporter.ts']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    trace: isTraced ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    viewport: { width: 1400, height: 860 },
    launchOptions: browserOptions(),
    contextOptions: { reducedMotion: 'reduce' },
  },
  projects: [
    // They change the cluster, and some compare it with what it was: one at a time.
    { name: 'flows', testMatch: ['**/api/*.spec.ts', '**/flows/*.spec.ts'], workers: 1 },
    // They change nothing on the cluster, so they run beside the others.
    { name: 'states', testMatch: ['**/states/*.spec.ts', '**/a11y/*.spec.ts'], fullyParallel: true },
    // Last, as they stop brokers.
    { name: 'faults', testMatch: '**/faults/*.spec.ts', workers: 1, dependencies: ['flows', 'states'] },
  ],
  webServer: {
    command: `node bin/highwater.mjs --port ${port} --data .highwater/e2e-${port} --fresh --config none`,
    cwd: root,
    // The last of the workloads to begin: everything that the tests look for is there once it is.
    url: `http://127.0.0.1:${port}/api/clusters/demo/groups/nightly-batch`,
    timeout: 600_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    // While working on tests: E2E_REUSE=1 and a server that was started by hand with the same command.
    reuseExistingServer: process.env.E2E_REUSE === '1',
  },
})
