import type { ProduceReply } from '#lib/contract/produce.ts'
import { MAX_PRODUCE_BYTES } from '#lib/contract/produce-limits.ts'
import { type BatchRecord, lengthInRequest, RecordBatch } from './upload-batch.ts'
import { type FileLine, LineSplitter } from './upload-lines.ts'
import type { ReadRecord } from './upload-record.ts'
import { type UploadCounts, UploadTally } from './upload-tally.ts'

interface Lines {
  readonly firstLine: number
  readonly lastLine: number
}

/** Why an upload paused itself: nothing is known of a batch, or every record of one was refused. */
export type UploadTrouble =
  | (Lines & { readonly kind: 'error'; readonly error: unknown })
  | (Lines & { readonly kind: 'refused'; readonly reason: string })

/** Holds an upload, between two requests. */
export class UploadControl {
  #isStopped = false
  #isPaused = false
  #wake: (() => void) | null = null

  get isStopped(): boolean {
    return this.#isStopped
  }

  get isPaused(): boolean {
    return this.#isPaused
  }

  pause(): void {
    this.#isPaused = !this.#isStopped
  }

  resume(): void {
    this.#isPaused = false
    this.#wake?.()
  }

  stop(): void {
    this.#isStopped = true
    this.resume()
  }

  /** Resolves once it is neither paused nor before its end. */
  async ready(): Promise<void> {
    while (this.#isPaused) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}

export interface UploadInput {
  readonly chunks: AsyncIterable<Uint8Array>
  /** null: the line is empty. */
  readonly read: (text: string) => ReadRecord | null
  readonly send: (batch: readonly BatchRecord[]) => Promise<ProduceReply>
  readonly control: UploadControl
  readonly onCounts: (counts: UploadCounts) => void
  /** It paused, and goes on or ends as its control says. */
  readonly onTrouble: (trouble: UploadTrouble, counts: UploadCounts) => void
  /** Lets the page draw between chunks. */
  readonly breathe: () => Promise<void>
}

/** Sends the lines of a file, one request after the other. It holds one chunk, one line and one batch at a time. */
export async function runUpload(input: UploadInput): Promise<UploadCounts> {
  const { chunks, control, onCounts, breathe } = input
  const upload = new Upload(input)
  const splitter = new LineSplitter(MAX_PRODUCE_BYTES)
  for await (const chunk of chunks) {
    await upload.take(splitter.push(chunk))
    onCounts(upload.tally.counts())
    await breathe()
    if (control.isStopped) break
  }
  if (!control.isStopped) await upload.take(splitter.end())
  await upload.flush(true)
  return upload.tally.counts()
}

class Upload {
  readonly tally = new UploadTally()
  readonly #input: UploadInput
  readonly #batch = new RecordBatch()

  constructor(input: UploadInput) {
    this.#input = input
  }

  async take(lines: readonly FileLine[]): Promise<void> {
    for (const line of lines) {
      if (this.#input.control.isStopped) return
      const read = line.problem === null ? this.#input.read(line.text) : { problem: line.problem }
      if (read === null) this.tally.skip(line)
      else if ('problem' in read) this.tally.fail(line, read.problem)
      else await this.#add({ line, record: read.record })
    }
  }

  async #add(record: BatchRecord): Promise<void> {
    const length = lengthInRequest(record.record)
    if (length === null) return this.tally.fail(record.line, 'the message is too large for one request')
    if (!this.#batch.hasRoomFor(length)) await this.flush(false)
    this.#batch.add(record, length)
  }

  /** Sends the batch, again after each pause for an error, until there is a result or the upload is stopped. */
  async flush(isLast: boolean): Promise<void> {
    const { control, send, onCounts } = this.#input
    const batch = this.#batch.take()
    const lines = { firstLine: batch[0]?.line.number ?? 0, lastLine: batch.at(-1)?.line.number ?? 0 }
    while (batch.length > 0) {
      await control.ready()
      if (control.isStopped) return
      try {
        const reply = await send(batch)
        this.tally.settle(batch, reply)
        onCounts(this.tally.counts())
        const reason = batch.length > 1 && !isLast ? refusalOf(reply) : null
        if (reason !== null) this.#hold({ kind: 'refused', reason, ...lines })
        return
      } catch (error) {
        this.#hold({ kind: 'error', error, ...lines })
      }
    }
  }

  #hold(trouble: UploadTrouble): void {
    this.#input.control.pause()
    this.#input.onTrouble(trouble, this.tally.counts())
  }
}

/** Why a batch was refused as a whole: the next ones would be, too. */
function refusalOf({ results }: ProduceReply): string | null {
  return results.some(({ ok }) => ok) ? null : (results[0]?.error ?? 'no reason was reported')
}
