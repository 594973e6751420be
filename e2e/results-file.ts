import { appendFileSync } from 'node:fs'

/** One test, as `npm test` counts and lists it. */
export interface TestResult {
  readonly file: string
  readonly title: string
  readonly state: 'passed' | 'failed' | 'skipped'
  readonly durationMs: number
  readonly retries: number
}

/** A line of the file by which a runner reports to `npm test` while it runs. */
export type ResultLine = TestResult | { readonly planned: number }

const file = process.env.HIGHWATER_TEST_RESULTS

export function reportResult(line: ResultLine): void {
  if (file) appendFileSync(file, `${JSON.stringify(line)}\n`)
}
