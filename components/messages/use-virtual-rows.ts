import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { isPressed, messageShortcuts } from '#components/shared/shortcuts.ts'
import type { MessageRow } from '#lib/client/message-row.ts'
import { nextPlace } from './row-places.ts'

interface VirtualRows {
  rows: readonly MessageRow[]
  /** In pixels, of each row and of the header above them. */
  height: number
  headHeight: number
  openId: string | null
  onOpen: (row: MessageRow) => void
  onClose: () => void
  onTopChange: ((isAtTop: boolean) => void) | undefined
}

/** Which rows are rendered, which one the keyboard is on, and how keys, focus and the open record move it. */
export function useVirtualRows({ rows, height, headHeight, openId, onOpen, onClose, onTopChange }: VirtualRows) {
  const scroller = useRef<HTMLDivElement>(null)
  const [activeId, setActiveId] = useState<string | null>(openId)
  const [wantsFocus, setWantsFocus] = useState(false)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
    // The sticky header covers the top of the rows.
    scrollPaddingEnd: headHeight,
  })
  const items = virtual.getVirtualItems()
  const isActiveDrawn = items.some(({ index }) => rows[index]?.id === activeId)
  const openAt = openId === null ? -1 : rows.findIndex(({ id }) => id === openId)
  // A live view stays at its newest row, whatever is open.
  const followed = useRef(onTopChange ? openId : null)

  // The height of a row depends on the density.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again when the height changes
  useEffect(() => virtual.measure(), [height])
  useEffect(() => {
    if (!wantsFocus || !isActiveDrawn) return
    setWantsFocus(false)
    scroller.current?.querySelector<HTMLElement>(`tr[data-row="${activeId}"]`)?.focus({ preventScroll: true })
  }, [wantsFocus, isActiveDrawn, activeId])

  // A record opened by the panel's buttons or by the URL is scrolled into view; when the panel closes with the focus
  // inside, the row gets the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another record is opened, or its row has arrived
  useEffect(() => {
    if (followed.current === openId || (openId !== null && openAt === -1)) return
    followed.current = openId
    const at = openId === null ? rows.findIndex(({ id }) => id === activeId) : openAt
    if (at === -1 || (openId === null && document.activeElement !== document.body)) return
    if (openId === null) setWantsFocus(true)
    else setActiveId(openId)
    virtual.scrollToIndex(at)
  }, [openId, openAt === -1])

  const onKeyDown = (event: KeyboardEvent) => {
    if (isPressed(messageShortcuts.close, event) && openId !== null) return onClose()
    if (event.ctrlKey || event.metaKey || event.altKey) return
    // A click on the link of a row leaves the focus there; Enter belongs to the link, everything else to the row.
    const isRow = event.target instanceof HTMLTableRowElement
    if (!isRow && (event.key === 'Enter' || !(event.target instanceof HTMLAnchorElement))) return
    const at = rows.findIndex(({ id }) => id === activeId)
    const target = event.key === 'Enter' ? at : nextPlace(event.key, at, rows.length)
    const row = target === null ? undefined : rows[target]
    if (!row || target === null) return
    event.preventDefault()
    setActiveId(row.id)
    setWantsFocus(true)
    // New rows would push away the one that is being read.
    onTopChange?.(target === 0)
    virtual.scrollToIndex(target)
    // The open record follows, so that one record after the other can be read.
    if (event.key === 'Enter' || openId !== null) onOpen(row)
  }
  const open = useCallback(
    (row: MessageRow) => {
      setActiveId(row.id)
      onOpen(row)
    },
    [onOpen],
  )
  return {
    scroller,
    items,
    /** The pixels that the rows above and below take, which are not rendered. */
    above: items[0]?.start ?? 0,
    below: virtual.getTotalSize() - (items.at(-1)?.end ?? 0),
    tabStopId: isActiveDrawn ? activeId : rows[items[0]?.index ?? -1]?.id,
    onKeyDown,
    open,
    setActiveId,
  }
}
