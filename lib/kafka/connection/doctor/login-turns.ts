/** What became of credentials: taken, refused (or nobody knows), or not even sent. */
export type LoginOutcome = 'taken' | 'refused' | 'unsent'

/**
 * Credentials are tried at one broker first, and at the others only if it took them: a wrong password sent to all of
 * them at once can lock the account.
 */
export class LoginTurns {
  #current: Promise<LoginOutcome> | null = null
  #tell: (outcome: LoginOutcome) => void = () => {}

  /** `true`: go in, and tell how it went. `false`: they were refused elsewhere. */
  async enter(): Promise<boolean> {
    while (this.#current) {
      const outcome = await this.#current
      if (outcome !== 'unsent') return outcome === 'taken'
    }
    this.#current = new Promise((resolve) => {
      this.#tell = resolve
    })
    return true
  }

  /** The first word counts: who comes after a success changes nothing any more. */
  tell(outcome: LoginOutcome): void {
    if (outcome === 'unsent') this.#current = null
    this.#tell(outcome)
  }
}
