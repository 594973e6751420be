import type { ProduceReply } from '#lib/contract/produce.ts'
import type { BatchRecord } from './upload-batch.ts'
import type { FileLine } from './upload-lines.ts'

/** A line that was not sent, and why. */
export interface FailedLine {
  readonly number: number
  readonly text: string
  readonly reason: string
}

export interface UploadCounts {
  /** Lines with a result, empty ones included. */
  readonly lines: number
  readonly sent: number
  readonly failed: number
  readonly empty: number
  /** Bytes of the file up to the last line with a result. */
  readonly bytes: number
  /** The first ones that failed. */
  readonly failedLines: readonly FailedLine[]
  /** Whether more failed than are kept. */
  readonly isCut: boolean
}

const KEPT_LINES = 1_000
const KEPT_LENGTH = 8 * 1024 * 1024

export const NO_COUNTS: UploadCounts = {
  lines: 0,
  sent: 0,
  failed: 0,
  empty: 0,
  bytes: 0,
  failedLines: [],
  isCut: false,
}

/** What became of the lines of a file. However many fail, it keeps only the first ones. */
export class UploadTally {
  #sent = 0
  #failed = 0
  #empty = 0
  #bytes = 0
  #keptLength = 0
  #failedLines: readonly FailedLine[] = []
  #isCut = false

  skip(line: FileLine): void {
    this.#empty++
    this.#reach(line)
  }

  fail(line: FileLine, reason: string): void {
    this.#failed++
    this.#reach(line)
    const { number, text } = line
    this.#isCut ||= this.#failedLines.length >= KEPT_LINES || this.#keptLength + text.length > KEPT_LENGTH
    if (this.#isCut) return
    this.#keptLength += text.length
    this.#failedLines = [...this.#failedLines, { number, text, reason }]
  }

  settle(batch: readonly BatchRecord[], { results }: ProduceReply): void {
    const byIndex = new Map(results.map((result) => [result.index, result]))
    for (const [index, { line }] of batch.entries()) {
      const result = byIndex.get(index)
      if (result?.ok) {
        this.#sent++
        this.#reach(line)
      } else this.fail(line, result?.error ?? 'The server reported no result for it')
    }
  }

  counts(): UploadCounts {
    return {
      lines: this.#sent + this.#failed + this.#empty,
      sent: this.#sent,
      failed: this.#failed,
      empty: this.#empty,
      bytes: this.#bytes,
      failedLines: this.#failedLines,
      isCut: this.#isCut,
    }
  }

  #reach({ endsAt }: FileLine): void {
    this.#bytes = Math.max(this.#bytes, endsAt)
  }
}

/** The failed lines as they were in the file, so that the same settings read them again. */
export function failedText(lines: readonly FailedLine[]): string {
  return lines
    .filter(({ text }) => text !== '')
    .map(({ text }) => `${text}\n`)
    .join('')
}
