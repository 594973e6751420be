import { isRefusal } from '#lib/contract/refusals.ts'
import { ConnectionFailure } from '#lib/kafka/failure.ts'

/** After this long without a login the password may be another one by now. */
const PROVEN_FOR_MS = 30_000

/**
 * Keeps a wrong password from locking an account: after a refusal nobody logs in any more, and until a success one at
 * a time, as all would be refused together. That holds again once the last success is a while ago.
 */
export class LoginGate {
  readonly #now: () => number
  #refusal: ConnectionFailure | null = null
  #succeededAtMs = Number.NEGATIVE_INFINITY
  #queue: Promise<unknown> = Promise.resolve()
  /** Logins that began before the last retry was requested used the old credentials. */
  #attempt = 0

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Throws the earlier refusal, until a retry is requested. */
  check(): void {
    if (this.#refusal) throw this.#refusal
  }

  /** For logins that are shared by all, and so are only ever one. */
  async shared<T>(login: () => Promise<T>): Promise<T> {
    this.check()
    const attempt = this.#attempt
    try {
      return await login()
    } catch (error) {
      const isCurrent = attempt === this.#attempt
      if (isCurrent && error instanceof ConnectionFailure && isRefusal(error.code)) this.#refusal = error
      throw error
    }
  }

  pass<T>(login: () => Promise<T>): Promise<T> {
    if (this.#now() - this.#succeededAtMs < PROVEN_FOR_MS) return this.#logIn(login)
    const turn = this.#queue.then(() => this.#logIn(login))
    this.#queue = turn.catch(() => {})
    return turn
  }

  retry(): void {
    this.#refusal = null
    this.#succeededAtMs = Number.NEGATIVE_INFINITY
    this.#attempt++
  }

  async #logIn<T>(login: () => Promise<T>): Promise<T> {
    const result = await this.shared(login)
    this.#succeededAtMs = this.#now()
    return result
  }
}
