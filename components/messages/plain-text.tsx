'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { MarkedText } from './marked-text.tsx'
import { textLines } from './text-lines.ts'

/** Up to this size the browser lays it out at once. */
const SMALL_LENGTH = 20_000
const LINE_HEIGHT = 18

/** A text as it is. Of a large one only the visible lines are rendered. */
export function PlainText({ text }: { text: string }) {
  if (text.length > SMALL_LENGTH) return <LargeText text={text} />
  return (
    <pre className="wrap-anywhere whitespace-pre-wrap font-mono text-small">
      <MarkedText text={text} hasLines />
    </pre>
  )
}

function LargeText({ text }: { text: string }) {
  const scroller = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => textLines(text), [text])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section ref={scroller} tabIndex={0} aria-label="Full text" className="max-h-96 overflow-auto">
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => (
          <pre
            key={key}
            className="absolute top-0 left-0 font-mono text-small"
            style={{ transform: `translateY(${start}px)` }}
          >
            <MarkedText text={lines[index] ?? ''} hasLines />
          </pre>
        ))}
      </div>
    </section>
  )
}
