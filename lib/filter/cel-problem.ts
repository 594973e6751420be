/** What is wrong with a filter, and at which character of it. */
export class CelProblem extends Error {
  override name = 'CelProblem'
  readonly at: number

  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}
