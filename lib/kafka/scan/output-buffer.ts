/** How much may wait on the way to the reader before more is made. */
const CREDIT_BYTES = 1024 ** 2
const CHUNK_CHARACTERS = 32 * 1024

export interface OutputBufferOptions {
  readonly send: (chunk: Uint8Array<ArrayBuffer>) => void
  /** Above this, what waits longest is dropped rather than that anybody waits. null: nothing is ever dropped. */
  readonly dropAboveBytes: (() => number) | null
  /** The reader is still there, and has taken nothing for so long that others should have its place. */
  readonly onStalled: () => void
}

const STALLED_AFTER_MS = 120_000

const encoder = new TextEncoder()

/**
 * Lines on their way from the worker to the reader, who gives credit for what was taken. A scan waits for room, except
 * that a live tail drops the oldest lines.
 */
export class OutputBuffer {
  dropped = 0
  readonly #options: OutputBufferOptions
  #lines: string[] = []
  #first = 0
  #waiting = 0
  #outstanding = 0
  #isClosed = false
  #wake: () => void = () => {}

  constructor(options: OutputBufferOptions) {
    this.#options = options
  }

  get waitingBytes(): number {
    return this.#waiting
  }

  write(line: string): void {
    if (this.#isClosed) return
    this.#lines.push(line)
    this.#waiting += line.length
    const { dropAboveBytes } = this.#options
    if (dropAboveBytes !== null) this.#dropAbove(dropAboveBytes())
    if (this.#waiting >= CHUNK_CHARACTERS) this.flush()
  }

  get isFull(): boolean {
    return this.#outstanding >= CREDIT_BYTES
  }

  /** Bytes as they are, behind what was written before. */
  async writeBytes(bytes: Buffer): Promise<void> {
    await this.drain()
    for (let at = 0; at < bytes.length && !this.#isClosed; at += CREDIT_BYTES) {
      await this.room()
      // A copy of its own, as what is sent leaves this thread.
      this.#send(Uint8Array.from(bytes.subarray(at, at + CREDIT_BYTES)))
    }
  }

  /** Sends what there is, as far as the reader has room. */
  flush(): void {
    while (this.#waiting > 0 && !this.isFull && !this.#isClosed) {
      this.#send(encoder.encode(this.#takeChunk()))
    }
  }

  credit(bytes: number): void {
    this.#outstanding -= bytes
    this.flush()
    this.#wake()
  }

  /** Until the reader has taken enough for more to be made. */
  async room(): Promise<void> {
    while (this.isFull && !this.#isClosed) {
      const timer = setTimeout(() => this.#options.onStalled(), STALLED_AFTER_MS)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
      clearTimeout(timer)
    }
  }

  /** Until everything has been sent. */
  async drain(): Promise<void> {
    this.flush()
    while (this.#waiting > 0 && !this.#isClosed) {
      await this.room()
      this.flush()
    }
  }

  close(): void {
    this.#isClosed = true
    this.#lines = []
    this.#waiting = 0
    this.#wake()
  }

  #send(chunk: Uint8Array<ArrayBuffer>): void {
    this.#outstanding += chunk.byteLength
    this.#options.send(chunk)
  }

  #takeChunk(): string {
    let chunk = ''
    while (this.#first < this.#lines.length && chunk.length < CHUNK_CHARACTERS) chunk += this.#takeLine()
    return chunk
  }

  #takeLine(): string {
    const line = this.#lines[this.#first] ?? ''
    this.#lines[this.#first++] = ''
    this.#waiting -= line.length
    if (this.#first > 1_000 && this.#first * 2 > this.#lines.length) {
      this.#lines.splice(0, this.#first)
      this.#first = 0
    }
    return line
  }

  #dropAbove(limit: number): void {
    while (this.#waiting > limit && this.#first < this.#lines.length - 1) {
      this.#takeLine()
      this.dropped++
    }
  }
}
