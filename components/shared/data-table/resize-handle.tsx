'use client'

import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { MAX_COLUMN_WIDTH, MIN_COLUMN_WIDTH, withWidth } from './table-layout.ts'
import { useTableLayout } from './use-table-layout.ts'

const STEP = 16
const LARGE_STEP = 64

interface ResizeHandleProps {
  tableId: string
  columnId: string
  header: string
}

/** The edge of a column's head: dragged, or moved by arrow keys; a double click or Enter fits the column again. */
export function ResizeHandle({ tableId, columnId, header }: ResizeHandleProps) {
  const [layout, setLayout] = useTableLayout(tableId)
  const drag = useRef<{ readonly fromX: number; readonly width: number } | null>(null)
  const width = layout.widths[columnId]
  const resize = (next: number | null) => setLayout(withWidth(layout, columnId, next))

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { fromX: event.clientX, width: widthOfHead(event.currentTarget) }
  }
  const onPointerMove = ({ clientX }: PointerEvent) => {
    if (drag.current && clientX !== drag.current.fromX) resize(drag.current.width + clientX - drag.current.fromX)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (event.key === 'Enter') resize(null)
    else if (direction) resize(widthOfHead(event.currentTarget) + direction * (event.shiftKey ? LARGE_STEP : STEP))
    else return
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={`Resize ${header}`}
      aria-valuemin={MIN_COLUMN_WIDTH}
      aria-valuemax={MAX_COLUMN_WIDTH}
      aria-valuenow={width ?? MIN_COLUMN_WIDTH}
      aria-valuetext={width === undefined ? 'fits its content' : `${width} pixels`}
      title={`Drag or use the arrow keys to resize ${header}, double-click or press Enter to fit its content`}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onLostPointerCapture={() => {
        drag.current = null
      }}
      onDoubleClick={() => resize(null)}
      onKeyDown={onKeyDown}
      className="absolute inset-y-0 right-0 w-2 cursor-col-resize touch-none border-transparent border-r-2 hover:border-accent focus-visible:border-accent focus-visible:outline-none"
    />
  )
}

function widthOfHead(handle: HTMLElement): number {
  return handle.parentElement?.offsetWidth ?? MIN_COLUMN_WIDTH
}
