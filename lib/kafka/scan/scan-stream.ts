import { AppError } from '#lib/contract/errors.ts'
import type { FromScanWorker } from './scan-messages.ts'

interface StreamOptions {
  readonly onTaken: (bytes: number) => void
  readonly onLeft: () => void
  /** Called once, when nothing more will come. */
  readonly onEnd: () => void
}

type StreamMessage = Exclude<FromScanWorker, { type: 'bug' }>
type Ending = 'open' | 'whole' | 'broken'

/** What one request brings, as its reader pulls it. */
export class ScanStream {
  /** Rejects with what is wrong with the request. */
  readonly ready: Promise<void>
  readonly #options: StreamOptions
  readonly #chunks: Uint8Array<ArrayBuffer>[] = []
  #settleReady: { resolve: () => void; reject: (error: Error) => void }
  #ending: Ending = 'open'
  #hasLeft = false
  #wake: () => void = () => {}

  constructor(options: StreamOptions) {
    this.#options = options
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.ready = promise
    this.#settleReady = { resolve, reject }
  }

  get hasLeft(): boolean {
    return this.#hasLeft
  }

  /** The next bytes, or null at the end. Throws where it ended before it was whole. */
  async pull(): Promise<Uint8Array<ArrayBuffer> | null> {
    for (;;) {
      const chunk = this.#chunks.shift()
      if (chunk) {
        this.#options.onTaken(chunk.byteLength)
        return chunk
      }
      if (this.#hasLeft || this.#ending === 'whole') return null
      if (this.#ending === 'broken') throw new AppError('unavailable', 'The search ended before everything was read.')
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** The reader has left; whoever reads on gets nothing. */
  leave(): void {
    if (this.#hasLeft || this.#ending !== 'open') return
    this.#hasLeft = true
    this.#chunks.length = 0
    this.#settleReady.reject(new AppError('unavailable', 'The reader has left.'))
    this.#options.onLeft()
    this.#wake()
  }

  receive(message: StreamMessage): void {
    switch (message.type) {
      case 'ready':
        this.#settleReady.resolve()
        break
      case 'chunk':
        if (!this.#hasLeft) this.#chunks.push(message.bytes)
        break
      case 'end':
        this.#end(message.isWhole ? 'whole' : 'broken')
        break
      case 'refusal': {
        const { code, message: text, hint, field } = message.error
        this.#settleReady.reject(new AppError(code, text, { ...(hint && { hint }), ...(field && { field }) }))
        this.#end('broken')
        break
      }
      default:
        message satisfies never
    }
    this.#wake()
  }

  /** The thread has ended under it. */
  fail(): void {
    this.#settleReady.reject(new AppError('unavailable', 'The worker that reads messages stopped.'))
    this.#end('broken')
    this.#wake()
  }

  #end(ending: Ending): void {
    if (this.#ending !== 'open') return
    this.#ending = ending
    this.#options.onEnd()
  }
}
