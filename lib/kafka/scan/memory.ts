const MIB = 1024 ** 2

/** How many bytes of records the scans of pages and exports hold together. */
export const SCANS_BYTES = 64 * MIB
/** The same for live tails and single records, which share a thread. */
export const WAITING_SCANS_BYTES = 64 * MIB
/** More makes no scan faster. */
const MOST_PER_SCAN_BYTES = 64 * MIB
const MOST_REPLY_BYTES = 8 * MIB

/** What one of so many scans may hold of what there is for all of them. */
export function shareMemory(bytes: number, scans: number): number {
  return Math.min(MOST_PER_SCAN_BYTES, Math.floor(bytes / Math.max(1, scans)))
}

export interface ScanMemory {
  /** Records that came or were found, and were not shown yet. */
  readonly bufferBytes: number
  /** How much of it all partitions together are read ahead, which is also the most that is on its way. */
  readonly aheadBytes: number
  /** The most that one broker is asked for at a time. */
  readonly replyBytes: number
}

/** How a scan uses its share. What is left of it is for replies that arrive while others wait. */
export function planMemory(shareBytes: number): ScanMemory {
  return {
    bufferBytes: shareBytes,
    aheadBytes: Math.floor((shareBytes * 3) / 8),
    replyBytes: Math.min(MOST_REPLY_BYTES, Math.floor(shareBytes / 8)),
  }
}
