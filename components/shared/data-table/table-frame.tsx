'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'

interface TableFrameProps {
  caption: string
  isBusy: boolean
  /** A tree, whose rows open and close. */
  isTree?: boolean | undefined
  children: ReactNode
}

/**
 * The card of a table. Where its columns have no room it scrolls sideways, and never the page. Only then: within a card
 * that scrolls, the head cannot stay below the top bar.
 */
export function TableFrame({ caption, isBusy, isTree, children }: TableFrameProps) {
  const card = useRef<HTMLDivElement>(null)
  const table = useRef<HTMLTableElement>(null)
  const [isTooWide, setTooWide] = useState(false)

  useEffect(() => {
    if (!card.current || !table.current) return
    const observer = new ResizeObserver(() => {
      if (card.current && table.current) setTooWide(table.current.offsetWidth > card.current.clientWidth)
    })
    observer.observe(card.current)
    observer.observe(table.current)
    return () => observer.disconnect()
  }, [])

  return (
    <div
      ref={card}
      data-scrolls={isTooWide || undefined}
      className="group/frame relative rounded-card border border-line bg-surface shadow-card data-scrolls:overflow-x-auto max-md:overflow-x-auto"
    >
      <table
        ref={table}
        role={isTree ? 'treegrid' : undefined}
        className="w-full border-separate border-spacing-0"
        aria-busy={isBusy}
      >
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  )
}
