import { useMemo, useState } from 'react'
import type { MessageRow } from '#lib/client/message-row.ts'
import type { ScanState } from '#lib/client/message-scan.ts'

const SAMPLE = 100

interface Held {
  readonly rows: readonly MessageRow[]
  /** How many rows had arrived by then. */
  readonly received: number
  /** Paused by the user, or because they scrolled down. */
  readonly isPaused: boolean
}

/** The rows on the screen. A live view has the newest on top, and pauses while the user reads further down. */
export function useShownRows(scan: ScanState, isLive: boolean) {
  const [held, setHeld] = useState<Held | null>(null)
  // A new query starts without rows and without a pause.
  const isFresh = scan.received < (held?.received ?? 0) || !isLive
  if (held !== null && isFresh) setHeld(null)
  const rows = useMemo(() => (isLive ? scan.rows.toReversed() : scan.rows), [scan.rows, isLive])
  const [generation, setGeneration] = useState(0)
  const hold = (isPaused: boolean) =>
    setHeld({ rows: held?.rows ?? rows, received: held?.received ?? scan.received, isPaused })
  const waiting = held === null ? 0 : scan.received - held.received
  const shown = held === null || isFresh ? rows : held.rows
  return {
    rows: shown,
    /** The rows that decide on columns and their format: they change while there are few, and then no more. */
    sample: useSample(scan.rows),
    isPaused: held?.isPaused ?? false,
    waiting,
    /** Of the waiting rows, the ones that were dropped because the buffer was full. */
    missed: Math.max(0, waiting - scan.rows.length),
    hold: () => hold(true),
    /** Shows the newest rows, and follows from there. */
    release: () => {
      setHeld(null)
      setGeneration(generation + 1)
    },
    setAtTop: (isAtTop: boolean) => {
      if (!isAtTop && held === null) hold(false)
      if (isAtTop && held !== null && !held.isPaused) setHeld(null)
    },
    generation,
  }
}

function useSample(rows: readonly MessageRow[]): readonly MessageRow[] {
  const [sample, setSample] = useState(rows)
  const isOther = sample[0] !== rows[0] || sample.length < Math.min(rows.length, SAMPLE)
  if (isOther) setSample(rows.slice(0, SAMPLE))
  return sample
}
