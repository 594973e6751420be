import type { Reporter, TestCase } from 'vitest/node'
import { reportResult } from './results-file.ts'

export default class ResultsReporter implements Reporter {
  onTestCaseResult(test: TestCase): void {
    const { state } = test.result()
    const { duration = 0, retryCount = 0 } = test.diagnostic() ?? {}
    if (state === 'pending') return
    reportResult({
      file: test.module.relativeModuleId,
      title: test.fullName,
      state,
      durationMs: duration,
      retries: retryCount,
    })
  }
}
