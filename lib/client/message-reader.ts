import { ApiError, toApiError } from './api-error.ts'
import { parseScanEvent } from './message-row.ts'
import { emptyScan, MessageScan, type ScanState } from './message-scan.ts'
import { readLines } from './read-lines.ts'

/** One stream at a time. However many records arrive, the screen is updated once per frame. */
export class MessageReader {
  readonly #listeners = new Set<() => void>()
  #maxRows = 0
  #scan = new MessageScan(0)
  /** The last one whose query was accepted: its rows stay where a later query is refused. */
  #accepted: MessageScan | null = null
  #path = ''
  #leaving = new AbortController()
  #shown: ScanState = emptyScan
  #frame = 0

  readonly state = (): ScanState => this.#shown

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  keep(maxRows: number): void {
    this.#maxRows = maxRows
    this.#scan.keep(maxRows)
  }

  run(path: string): void {
    if (!this.#isOf(path)) this.#accepted = null
    this.#scan = new MessageScan(this.#maxRows)
    this.#path = path
    void this.#read(path)
    this.#publish()
  }

  /** There is no query that could be asked of `path`: its rows stay until there is one, those of others do not. */
  clear(path: string): void {
    if (!this.#isOf(path)) this.#accepted = null
    this.#scan = this.#accepted ?? new MessageScan(0)
    this.#path = path
    this.stop()
  }

  /** Whether the rows are those of the same topic. */
  #isOf(path: string): boolean {
    return path.split('?')[0] === this.#path.split('?')[0]
  }

  goOn(): void {
    const { cursor } = this.#scan.state()
    if (cursor === null) return
    this.#scan.goOn()
    void this.#read(`${this.#path}${this.#path.includes('?') ? '&' : '?'}${new URLSearchParams({ cursor })}`)
    this.#publish()
  }

  followOn(): void {
    this.#scan.followOn()
    void this.#read(this.#path)
    this.#publish()
  }

  stop(): void {
    this.leave()
    this.#scan.change({ phase: 'stopped' })
    this.#publish()
  }

  leave(): void {
    this.#leaving.abort()
    cancelAnimationFrame(this.#frame)
  }

  async #read(path: string): Promise<void> {
    this.leave()
    this.#leaving = new AbortController()
    const { signal } = this.#leaving
    const scan = this.#scan
    try {
      const stream = await open(path, signal)
      this.#accepted = scan
      for await (const lines of readLines(stream)) {
        if (signal.aborted) return
        for (const line of lines) if (line !== '') scan.receive(parseScanEvent(line), line)
        this.#announce()
      }
      if (scan.state().phase !== 'done') throw brokenOff()
    } catch (error) {
      if (signal.aborted) return
      if (this.#accepted && isRefusal(error)) this.#scan = this.#accepted
      // An aborted stream fails with the browser's own message, which says little.
      this.#scan.change({ phase: 'failed', error: error instanceof ApiError ? error : brokenOff() })
    }
    this.#announce()
  }

  #announce(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = requestAnimationFrame(() => this.#publish())
  }

  #publish(): void {
    this.#shown = this.#scan.state()
    for (const listener of this.#listeners) listener()
  }
}

/** Nothing was read: a mistake in a query is no reason to take away what was found by the one before. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'invalid'
}

async function open(path: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(path, { signal }).catch(() => {
    throw new ApiError('no-server', 0, 'The dashboard does not answer. It may have been stopped.')
  })
  if (!response.ok) throw await toApiError(response)
  if (!response.body) throw brokenOff()
  return response.body
}

function brokenOff(): ApiError {
  return new ApiError('no-server', 0, 'The connection broke off before the end. What came until then stays.')
}
