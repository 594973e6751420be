/** What became of credentials: accepted, refused (or it is not known), or not sent. */
export type LoginOutcome = 'accepted' | 'refused' | 'unsent'

/**
 * Credentials are tried at one broker first, and at the others only if it took them: a wrong password sent to all of
 * them at once can lock the account.
 */
export class LoginTurns {
  #current: Promise<LoginOutcome> | null = null
  #settle: (outcome: LoginOutcome) => void = () => {}

  /** `true`: log in, and then call `report`. `false`: they were refused elsewhere. */
  async enter(): Promise<boolean> {
    while (this.#current) {
      const outcome = await this.#current
      if (outcome !== 'unsent') return outcome === 'accepted'
    }
    this.#current = new Promise((resolve) => {
      this.#settle = resolve
    })
    return true
  }

  /** Only the first outcome counts. */
  report(outcome: LoginOutcome): void {
    if (outcome === 'unsent') this.#current = null
    this.#settle(outcome)
  }
}
