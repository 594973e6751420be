import { ConnectionFailure, isRefusal } from '#lib/kafka/failure.ts'

/**
 * Keeps a wrong password from locking an account: after a refusal nobody logs in any more, and until the first success
 * one at a time, as all would be refused together.
 */
export class LoginGate {
  #refusal: ConnectionFailure | null = null
  #hasSucceeded = false
  #queue: Promise<unknown> = Promise.resolve()

  /** Throws what was refused before, until somebody asks to try again. */
  check(): void {
    if (this.#refusal) throw this.#refusal
  }

  /** For logins that are shared by all, and so are only ever one. */
  async shared<T>(login: () => Promise<T>): Promise<T> {
    this.check()
    try {
      return await login()
    } catch (error) {
      if (error instanceof ConnectionFailure && isRefusal(error.code)) this.#refusal = error
      throw error
    }
  }

  pass<T>(login: () => Promise<T>): Promise<T> {
    if (this.#hasSucceeded) return this.#attempt(login)
    const turn = this.#queue.then(() => this.#attempt(login))
    this.#queue = turn.catch(() => {})
    return turn
  }

  retry(): void {
    this.#refusal = null
    this.#hasSucceeded = false
  }

  async #attempt<T>(login: () => Promise<T>): Promise<T> {
    const result = await this.shared(login)
    this.#hasSucceeded = true
    return result
  }
}
