/** Why a fact is missing or doubtful. */
export interface Reason {
  readonly code: string
  readonly message: string
}
