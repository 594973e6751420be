import { useMemo, useState } from 'react'
import type { MessageRow } from '#lib/client/message-row.ts'
import type { ScanState } from '#lib/client/message-scan.ts'

const SAMPLE = 100

interface Paused {
  readonly rows: readonly MessageRow[]
  /** How many rows had arrived by then. */
  readonly received: number
  /** Paused by the user, or because they scrolled down. */
  readonly isPaused: boolean
}

/** The rows on the screen. A live view has the newest on top, and pauses while the user reads further down. */
export function useShownRows(scan: ScanState, isLive: boolean) {
  const [paused, setPaused] = useState<Paused | null>(null)
  // A new query starts without rows and without a pause.
  const isFresh = scan.received < (paused?.received ?? 0) || !isLive
  if (paused !== null && isFresh) setPaused(null)
  const rows = useMemo(() => (isLive ? scan.rows.toReversed() : scan.rows), [scan.rows, isLive])
  const [generation, setGeneration] = useState(0)
  const hold = (isPaused: boolean) =>
    setPaused({ rows: paused?.rows ?? rows, received: paused?.received ?? scan.received, isPaused })
  const waiting = paused === null ? 0 : scan.received - paused.received
  const shown = paused === null || isFresh ? rows : paused.rows
  return {
    rows: shown,
    /** The rows that decide on columns and their format: they change while there are few, and then no more. */
    sample: useSample(scan.rows),
    isPaused: paused?.isPaused ?? false,
    waiting,
    /** Of the waiting rows, the ones that were dropped because the buffer was full. */
    missed: Math.max(0, waiting - scan.rows.length),
    hold: () => hold(true),
    /** Shows the newest rows, and follows from there. */
    release: () => {
      setPaused(null)
      setGeneration(generation + 1)
    },
    setAtTop: (isAtTop: boolean) => {
      if (!isAtTop && paused === null) hold(false)
      if (isAtTop && paused !== null && !paused.isPaused) setPaused(null)
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
