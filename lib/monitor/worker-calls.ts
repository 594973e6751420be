import { AppError } from '#lib/contract/errors.ts'

interface Call {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** What was asked of the worker, and is not answered yet. */
export class WorkerCalls {
  readonly #waiting = new Map<number, Call>()
  #next = 1

  /** Resolves with the answer to the message that `send` sends with this id. */
  make(send: (id: number) => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = this.#next++
      this.#waiting.set(id, { resolve, reject })
      send(id)
    })
  }

  settle(id: number): Call | undefined {
    const call = this.#waiting.get(id)
    this.#waiting.delete(id)
    return call
  }

  /** The worker that was asked is gone. */
  rejectAll(): void {
    for (const { reject } of this.#waiting.values()) reject(restarting())
    this.#waiting.clear()
  }
}

export function restarting(): AppError {
  return new AppError('unavailable', 'The worker for this cluster is being restarted.')
}
