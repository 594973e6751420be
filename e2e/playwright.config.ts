import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

const root = join(import.meta.dirname, '..')
const port = 3197
const isCi = process.env.CI !== undefined

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The system's own browser, as the one that Playwright would fetch is not to be had everywhere. */
function findBrowser(): string {
  const found = [process.env.HIGHWATER_BROWSER, ...BROWSERS].find((path) => path && existsSync(path))
  if (!found) throw new Error('No Chromium was found. Install it, or name it in HIGHWATER_BROWSER.')
  return found
}

export default defineConfig({
  testDir: '.',
  outputDir: join(root, 'test-results'),
  // All tests look at one cluster, and some of them break it.
  workers: 1,
  retries: isCi ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    trace: 'retain-on-failure',
    viewport: { width: 1400, height: 860 },
    launchOptions: {
      executablePath: findBrowser(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-quic',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    { name: 'api', testDir: 'api' },
    { name: 'flows', testDir: 'flows' },
    { name: 'states', testDir: 'states' },
    { name: 'a11y', testDir: 'a11y' },
    // Last, as they stop brokers.
    { name: 'faults', testDir: 'faults', dependencies: ['api', 'flows', 'states', 'a11y'] },
  ],
  webServer: {
    command: `node bin/highwater.mjs --port ${port} --data .highwater/e2e --fresh`,
    cwd: root,
    url: `http://127.0.0.1:${port}/api/clusters/demo`,
    timeout: 300_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
})
