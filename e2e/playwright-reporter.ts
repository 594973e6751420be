import { relative } from 'node:path'
import type { FullConfig, Reporter, Suite, TestCase, TestResult } from '@playwright/test/reporter'
import { reportResult } from './results-file.ts'

export default class ResultsReporter implements Reporter {
  #root = ''

  onBegin(config: FullConfig, suite: Suite): void {
    this.#root = config.rootDir
    reportResult({ planned: suite.allTests().length })
  }

  onTestEnd(test: TestCase, { status, duration, retry }: TestResult): void {
    const isLast = status === 'passed' || status === 'skipped' || retry === test.retries
    if (!isLast) return
    reportResult({
      file: relative(this.#root, test.location.file),
      title: test.titlePath().slice(3).join(' › '),
      state: status === 'passed' || status === 'skipped' ? status : 'failed',
      durationMs: duration,
      retries: retry,
    })
  }
}
