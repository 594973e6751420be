import { type RefObject, useEffect, useRef, useState } from 'react'

/** The width of an element, so that text and lines drawn in it keep their size. */
export function useWidth<Element extends HTMLElement>(assumed: number): [RefObject<Element | null>, number] {
  const ref = useRef<Element>(null)
  const [width, setWidth] = useState(assumed)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}
