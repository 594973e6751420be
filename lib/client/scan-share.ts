import type { ScanPartition } from './message-scan.ts'

/** Progress from 0 to 1; null where there is none, as for a scan without an end. */
export function scanShare(partitions: readonly ScanPartition[], isBackwards: boolean): number | null {
  let [read, all] = [0, 0]
  for (const { startOffset, endOffset, offset } of partitions) {
    if (endOffset === null) return null
    const size = Math.max(0, endOffset - startOffset)
    all += size
    if (offset === null) continue
    read += Math.min(size, Math.max(0, isBackwards ? endOffset - offset : offset - startOffset))
  }
  return all === 0 ? null : read / all
}
