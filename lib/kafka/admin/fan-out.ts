/** The outcome of work on many items: what succeeded, and for the rest what failed and why. */
export interface FanOut<Item> {
  readonly data: readonly Item[]
  readonly failures: readonly Failure[]
}

export interface Failure {
  /** The topic, broker or group that failed. */
  readonly scope: string
  readonly error: Error
}
