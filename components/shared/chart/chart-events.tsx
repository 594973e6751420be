import { eventTone } from '#lib/format/event-tone.ts'
import type { ChartLayout } from './chart-layout.ts'

export interface ChartEvent {
  readonly at: string
  readonly kind: string
  readonly text: string
}

const eventLooks = { ok: 'text-ok', note: 'text-note', warn: 'text-warn', bad: 'text-bad' } as const

const LETTER = 5.6
const GAP = 10
const LINE_HEIGHT = 12

/** Marks closer together than this are merged. */
const NEAR = 10

/** What happened. A label that would overlap the previous one is shown on hover only. */
export function ChartEvents({ events, chart }: { events: readonly ChartEvent[]; chart: ChartLayout }) {
  const { x, fromMs, toMs, width, floor } = chart
  const sorted = events
    .map((event) => ({ ...event, atMs: Date.parse(event.at) }))
    .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    .toSorted((a, b) => a.atMs - b.atMs)
  let takenTo = 0
  return joinNear(sorted, x).map(({ first: { at, kind, text: own }, texts, place }) => {
    const text = texts.length === 1 ? own : `${own.replace(/\.$/, '')} (+${texts.length - 1})`
    const length = text.length * LETTER
    const isLeft = place + length + GAP > width
    const from = isLeft ? place - length - GAP : place
    const isWritten = from >= takenTo
    if (isWritten) takenTo = isLeft ? place : place + length + GAP
    const look = eventLooks[eventTone(kind)]
    return (
      <g key={`${at} ${kind} ${own}`} className={look}>
        <title>{texts.join('\n')}</title>
        <line x1={place} x2={place} y1={4} y2={floor} stroke="currentColor" strokeDasharray="2 3" />
        <line x1={place} x2={place} y1={4} y2={floor} stroke="transparent" strokeWidth="10" />
        {isWritten && (
          <text
            x={isLeft ? place - 5 : place + 5}
            y={LINE_HEIGHT}
            textAnchor={isLeft ? 'end' : 'start'}
            fill="currentColor"
          >
            {text}
          </text>
        )}
      </g>
    )
  })
}

type TimedEvent = ChartEvent & { readonly atMs: number }

interface Mark {
  readonly first: TimedEvent
  readonly texts: string[]
  readonly place: number
}

function joinNear(events: readonly TimedEvent[], x: (atMs: number) => number): Mark[] {
  const marks: Mark[] = []
  for (const event of events) {
    const [place, last] = [x(event.atMs), marks.at(-1)]
    if (last && place - last.place < NEAR) last.texts.push(event.text)
    else marks.push({ first: event, texts: [event.text], place })
  }
  return marks
}
