'use client'

import { useRouter } from 'next/navigation'
import type { MouseEvent, ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { Link } from '#components/ui/link.tsx'
import { counted, formatNumber } from '#lib/format/number.ts'
import { offsetAt, shareOf } from './tape-shares.ts'

export interface TapeExtent {
  readonly startOffset: number | null
  readonly endOffset: number | null
  readonly lastStableOffset: number | null
}

/** A committed offset: that of the next message to read. */
export interface TapeMarker {
  readonly name: string
  readonly offset: number
  readonly look: keyof typeof markerLooks
}

const markerLooks = {
  first: 'bg-accent',
  second: 'bg-warn',
  third: 'bg-note',
  fourth: 'bg-ok',
  fifth: 'bg-text',
  bad: 'bg-bad',
}

/** By the order of the groups on one tape. */
export const markerOrder = ['first', 'second', 'third', 'fourth', 'fifth'] as const

export function MarkerSign({ look }: { look: TapeMarker['look'] }) {
  return <span aria-hidden className={classNames('inline-block h-3 w-0.5', markerLooks[look])} />
}

interface TapeProps {
  extent: TapeExtent
  /**
   * Omitted: no group is shown, and the whole range looks the same. Of several groups, the one with the highest lag
   * decides where lag begins.
   */
  markers?: readonly TapeMarker[] | undefined
  /** The URL of the messages from an offset on, for a click. */
  hrefAt?: ((offset: number) => string) | undefined
  className?: string
}

const boxLook = 'block h-4 min-w-40'

/** A partition from its start to its end offset. The part held back by an open transaction is hatched. */
export function Tape({ hrefAt, ...tape }: TapeProps) {
  const { startOffset, endOffset } = tape.extent
  if (!hrefAt || startOffset === null || endOffset === null || endOffset <= startOffset) return <Picture {...tape} />
  // By keyboard it leads to the committed offset of the group with the highest lag; without groups, to the first
  // message.
  const next = Math.min(...(tape.markers ?? []).map(({ offset }) => offset))
  const first = Number.isFinite(next) ? Math.min(endOffset - 1, Math.max(startOffset, next)) : startOffset
  return (
    <TapeLink hrefAt={hrefAt} first={first} log={{ startOffset, endOffset }}>
      <Picture {...tape} />
    </TapeLink>
  )
}

interface TapeLinkProps {
  hrefAt: (offset: number) => string
  first: number
  log: { readonly startOffset: number; readonly endOffset: number }
  children: ReactNode
}

/** Links to the messages at the position of the click. */
function TapeLink({ hrefAt, first, log, children }: TapeLinkProps) {
  const router = useRouter()
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    // Enter is a click without a position; another tab uses the URL as it is.
    if (event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const { left, width } = event.currentTarget.getBoundingClientRect()
    router.push(hrefAt(offsetAt((event.clientX - left) / width, log)))
  }
  return (
    <Link href={hrefAt(first)} onClick={follow} className="block cursor-crosshair">
      {children}
    </Link>
  )
}

function Picture({ extent, markers, className }: Omit<TapeProps, 'hrefAt'>) {
  const { startOffset, endOffset, lastStableOffset } = extent
  if (startOffset === null || endOffset === null) {
    return (
      <span
        className={classNames(boxLook, 'rounded-small border border-line border-dashed', className)}
        title="Offsets not known"
      />
    )
  }
  const log = { startOffset, endOffset }
  const isEmpty = endOffset <= startOffset
  const lagFrom = markers && Math.min(...markers.map(({ offset }) => offset))
  const held = lastStableOffset === null ? 0 : Math.max(0, endOffset - lastStableOffset)
  const text = describe(log, held, markers ?? [])
  return (
    <span role="img" aria-label={text} title={text} className={classNames(boxLook, 'relative', className)}>
      <span
        className={classNames(
          'absolute inset-0 overflow-hidden rounded-small border border-line',
          markers && markers.length > 0 && !isEmpty ? 'bg-line' : 'bg-sunken',
        )}
      >
        {!isEmpty && <Lag from={lagFrom === undefined ? null : shareOf(lagFrom, log)} />}
        {held > 0 && !isEmpty && (
          <span
            className="tape-held absolute inset-y-0 right-0 border-warn border-l-2"
            style={{ left: percent(Math.min(0.98, shareOf(endOffset - held, log))) }}
          />
        )}
      </span>
      {markers?.map(({ name, offset, look }) => (
        <span
          key={name}
          className={classNames('absolute -inset-y-0.5 -ml-px w-0.5', markerLooks[look])}
          style={{ left: percent(shareOf(offset, log)) }}
        />
      ))}
    </span>
  )
}

/** null: no group is shown, so the whole range is drawn, rising towards the end. */
function Lag({ from }: { from: number | null }) {
  if (from !== null && from >= 1) return null
  return (
    <span
      className={classNames(
        'absolute inset-y-0 right-0 min-w-0.5 bg-linear-to-r',
        from === null ? 'from-water-soft to-water' : 'from-water to-water-soft',
      )}
      style={{ left: percent(from ?? 0) }}
    />
  )
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`
}

function describe(
  { startOffset, endOffset }: { startOffset: number; endOffset: number },
  held: number,
  markers: readonly TapeMarker[],
): string {
  const messages = endOffset - startOffset
  const open = held > 0 ? `; ${counted(held, 'offset')} held back by an open transaction` : ''
  const places = markers.map(({ name, offset }) => `; committed offset of ${name} ${formatNumber(offset)}`).join('')
  if (messages <= 0) return `Empty; end offset ${formatNumber(endOffset)}${places}`
  const range = `Start offset ${formatNumber(startOffset)}, end offset ${formatNumber(endOffset)}`
  return `${range}: ${counted(messages, 'message')}${open}${places}`
}
