import { useEffect, useMemo, useState } from 'react'
import type { ScanState } from '#lib/client/message-scan.ts'
import { emptyReason, isOfKey } from './empty-reason.ts'
import type { MessagesQuery } from './messages-query.ts'

/** A key that was not found where it hashes to. */
interface Missed {
  readonly key: string | null
  readonly partition: number | undefined
}

/**
 * Looks for a key in all partitions once the one that it hashes to has none: whoever wrote it may have chosen another.
 * Returns the scan with a note that says so.
 */
export function useWholeKeySearch<Scan extends ScanState>(
  scan: Scan,
  query: MessagesQuery,
  searchAll: () => void,
): Scan {
  const [missed, setMissed] = useState<Missed | null>(null)
  const { key, keySearch } = query
  const isMissed = emptyReason(scan, query) === 'not-in-partition' && keySearch === 'partition'
  const partition = scan.problems.find(isOfKey)?.partition
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each search that found nothing
  useEffect(() => {
    if (!isMissed) return
    setMissed({ key, partition })
    searchAll()
  }, [isMissed])
  const isNoted = missed !== null && missed.key === key && keySearch === 'all'
  return useMemo(
    () => (isNoted ? { ...scan, problems: [noteOf(missed), ...scan.problems] } : scan),
    [isNoted, missed, scan],
  )
}

function noteOf({ partition }: Missed): ScanState['problems'][number] {
  const message = `Partition ${partition}, to which the key hashes (murmur2), has no such message, so all partitions are searched.`
  return { type: 'problem', code: 'key-elsewhere', message }
}
