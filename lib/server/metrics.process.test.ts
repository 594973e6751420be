import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { describeMetrics } from './metrics.ts'
import { clusters } from './testing/metrics.ts'

test('Prometheus’s own promtool finds nothing wrong with it', async () => {
  const text = await describeMetrics(clusters(), 'partition')
  expect(execFileSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' })).toBe('')
})
