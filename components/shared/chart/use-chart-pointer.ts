'use client'

import { type PointerEvent, useState } from 'react'
import type { ChartLayout, TimeSpan } from './chart-layout.ts'

/** Who presses without moving by so many pixels does not drag. */
const LEAST_DRAG = 8

/** The time below the pointer, and the part of the time that is being dragged over. */
export function useChartPointer(chart: ChartLayout | null, onSelect: (span: TimeSpan) => void) {
  const [atMs, setAtMs] = useState<number | null>(null)
  const [pressedMs, setPressedMs] = useState<number | null>(null)

  function timeBelow(event: PointerEvent<SVGSVGElement>): number | null {
    if (!chart) return null
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left
    return chart.timeAt(Math.min(Math.max(0, x), chart.width))
  }

  const selection =
    chart && pressedMs !== null && atMs !== null && Math.abs(chart.x(atMs) - chart.x(pressedMs)) >= LEAST_DRAG
      ? { fromMs: Math.min(atMs, pressedMs), toMs: Math.max(atMs, pressedMs) }
      : null

  return {
    atMs,
    selection,
    handlers: {
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => setAtMs(timeBelow(event)),
      onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
        if (event.pointerType !== 'mouse' || event.button !== 0) return
        // The drag goes on beyond the edge.
        event.currentTarget.setPointerCapture(event.pointerId)
        setPressedMs(timeBelow(event))
      },
      onPointerUp: () => {
        if (selection) onSelect(selection)
        setPressedMs(null)
      },
      onPointerCancel: () => setPressedMs(null),
      onPointerLeave: () => setAtMs(null),
    },
  }
}
