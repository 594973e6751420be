import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { nodeFlags } from '#bin/launcher/node-flags.mjs'
import { isFull } from './full.ts'
import { InOrderOfPath } from './test-order.ts'

const root = join(import.meta.dirname, '..')
// It throws outside Next by design; its own empty twin is what Next uses on the server.
const alias = { 'server-only': join(root, 'node_modules', 'server-only', 'empty.js') }
const brokerTests = '**/*.broker.test.ts'
/** These take about as long as all others together: two runs may go side by side. */
const monitorAndDemo = ['lib/monitor', 'demo'].map((folder) => `${folder}/${brokerTests}`)
const { HIGHWATER_TEST_LANE: lane } = process.env
const processTests = '**/*.process.test.ts'
// Tests run on the Node that starts Vitest.
const execArgv = nodeFlags(process.versions.node)
// A deadline only ends what hangs: conditions decide, however slow the machine is.
const patient = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 60_000, interval: 100 } } }
const ignored = ['**/node_modules/**', '.next/**', '.highwater/**', 'e2e/**/*.spec.ts']

export default defineConfig({
  root,
  test: {
    sequence: { sequencer: InOrderOfPath },
    reporters: ['default', join(import.meta.dirname, 'vitest-reporter.ts')],
    projects: [
      {
        root,
        resolve: { alias },
        test: {
          name: 'unit',
          // Loading all modules again for every file would take as long as all tests together.
          isolate: false,
          // By default one core is left free, which on two cores is half the machine.
          maxWorkers: '100%',
          execArgv,
          env: { HIGHWATER_LOG_LEVEL: 'silent' },
          include: ['**/*.test.ts'],
          exclude: [...ignored, brokerTests, processTests],
          // A deadline only ends what hangs: on a busy machine a test of 0.1 s can take ten.
          testTimeout: isFull ? 300_000 : 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
      {
        root,
        resolve: { alias },
        // One process for all files, so that they share one cluster; brokers are killed in it, so one after the other.
        test: {
          name: 'brokers',
          execArgv,
          include: lane === 'monitor' ? monitorAndDemo : [brokerTests],
          exclude: [...ignored, ...(lane === 'others' ? monitorAndDemo : [])],
          pool: 'forks',
          isolate: false,
          fileParallelism: false,
          maxWorkers: 1,
          // Programs that read to the end of a topic mostly wait.
          maxConcurrency: 10,
          ...patient,
        },
      },
      {
        root,
        resolve: { alias },
        test: {
          name: 'process',
          execArgv,
          include: [processTests],
          exclude: ignored,
          fileParallelism: false,
          ...patient,
        },
      },
    ],
  },
})
