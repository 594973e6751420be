import { toAppError } from '#lib/kafka/failure.ts'
import { SCANS_BYTES, shareMemory } from './memory.ts'
import type { FromScanWorker, PlainRefusal, ScanRequest, ToScanWorker } from './scan-messages.ts'
import { ScanSession } from './session.ts'

type Post = (message: FromScanWorker, transfer?: ArrayBuffer[]) => void

/** Runs the scans that are asked for by messages, any number at the same time. */
export class ScanServer {
  readonly #post: Post
  readonly #sessions = new Map<number, ScanSession>()
  /** For all sessions together. */
  #memoryBytes = SCANS_BYTES

  constructor(post: Post) {
    this.#post = post
  }

  receive(message: ToScanWorker): void {
    switch (message.type) {
      case 'start':
        void this.#run(message.id, message.request)
        break
      case 'credit':
        this.#sessions.get(message.id)?.credit(message.bytes)
        break
      case 'memory':
        this.#memoryBytes = message.bytes
        break
      case 'stop':
        this.#sessions.get(message.id)?.stop()
        break
      default:
        message satisfies never
    }
  }

  /** Stops every scan. */
  close(): void {
    for (const session of this.#sessions.values()) session.stop()
  }

  async #run(id: number, request: ScanRequest): Promise<void> {
    const session = new ScanSession(request, {
      send: (bytes) => this.#post({ type: 'chunk', id, bytes }, [bytes.buffer]),
      onReady: () => this.#post({ type: 'ready', id }),
      memoryBytes: () => shareMemory(this.#memoryBytes, this.#sessions.size),
    })
    this.#sessions.set(id, session)
    try {
      this.#post({ type: 'end', id, isWhole: await session.run() })
    } catch (error) {
      this.#post({ type: 'refusal', id, error: this.#describe(error) })
    } finally {
      this.#sessions.delete(id)
    }
  }

  #describe(error: unknown): PlainRefusal {
    const known = toAppError(error)
    if (!known) {
      this.#post({ type: 'bug', error: error instanceof Error ? error : new Error(String(error)) })
      return { code: 'internal', message: 'Internal error of the dashboard; its log has the details.' }
    }
    const { hint, field } = known.options
    return { code: known.code, message: known.message, ...(hint && { hint }), ...(field && { field }) }
  }
}
