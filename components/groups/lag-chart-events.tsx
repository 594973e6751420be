import type { GroupHistory } from '#lib/contract/groups.ts'

interface LagChartEventsProps {
  events: GroupHistory['events']
  x: (atMs: number) => number
  fromMs: number
  toMs: number
  width: number
  height: number
}

const LETTER = 5.6
const GAP = 10
const LINE_HEIGHT = 12

/** What happened to the group, at its time. A text that would run into the one before it is left to hovering. */
export function LagChartEvents({ events, x, fromMs, toMs, width, height }: LagChartEventsProps) {
  let takenTo = 0
  return events
    .map((event) => ({ ...event, atMs: Date.parse(event.at) }))
    .filter(({ atMs }) => atMs >= fromMs && atMs <= toMs)
    .toSorted((a, b) => a.atMs - b.atMs)
    .map(({ at, atMs, kind, text }) => {
      const place = x(atMs)
      const length = text.length * LETTER
      const isLeft = place + length + GAP > width
      const from = isLeft ? place - length - GAP : place
      const isWritten = from >= takenTo
      if (isWritten) takenTo = isLeft ? place : place + length + GAP
      const look = /join|back/.test(kind) ? 'text-ok' : /reset/.test(kind) ? 'text-note' : 'text-warn'
      return (
        <g key={`${at} ${kind} ${text}`} className={look}>
          <title>{text}</title>
          <line x1={place} x2={place} y1={4} y2={height} stroke="currentColor" strokeDasharray="2 3" />
          <line x1={place} x2={place} y1={4} y2={height} stroke="transparent" strokeWidth="10" />
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
