import type { Reason } from './reason.ts'

/** The topic whose newest record is to be found. */
export interface LastWriteRequest {
  readonly topic: string
  readonly topicId: string | null
  readonly partitions: readonly number[]
}

/** When the newest record of a topic was written. */
export interface LastWrite {
  readonly latestMs: number | null
  /** Why it is not known, or known of some partitions only. */
  readonly problem: Reason | null
}
