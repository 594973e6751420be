export type BatchFaultCode =
  | 'checksum'
  | 'codec'
  | 'compression'
  | 'cut'
  | 'magic'
  | 'offset'
  | 'records'
  | 'size'
  | 'too-large'

/** Why a batch, or some of it, cannot be read. The message is written for the person at the screen. */
export interface BatchFault {
  readonly code: BatchFaultCode
  readonly message: string
}

/** Thrown inside of the decoder, and caught by it. */
export class UnreadableBatch extends Error {
  override name = 'UnreadableBatch'
  readonly code: BatchFaultCode

  constructor(code: BatchFaultCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export function tooLarge(limitBytes: number): UnreadableBatch {
  const limit = `${Math.floor(limitBytes / 1024 / 1024)} MiB`
  return new UnreadableBatch('too-large', `The batch decompresses to more than ${limit}, which is not done.`)
}

export function damaged(what: string, cause?: unknown): UnreadableBatch {
  return new UnreadableBatch('compression', `The batch cannot be decompressed: ${what}.`, { cause })
}
