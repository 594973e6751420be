import { useEffect, useRef, useState } from 'react'
import { useTopicsOnce } from '#lib/client/use-topics.ts'
import type { TopicItem } from '#lib/contract/topics.ts'

interface Watch {
  cluster: string
  watched: ReadonlySet<string>
  /** The parameters of the list, and its reply; null while there is none yet. */
  request: string
  items: readonly TopicItem[] | null
  onGone: (names: readonly string[]) => void
}

interface Shown {
  /** Only lists with the same parameters can be compared. */
  readonly request: string
  readonly names: readonly string[]
}

/**
 * Detects which topics were deleted. A name that leaves the list may only have moved to another page of it, so exactly
 * those names are requested.
 */
export function useVanished({ cluster, watched, request, items, onGone }: Watch): void {
  const shown = useRef<Shown | null>(null)
  const [missing, setMissing] = useState<readonly string[]>([])
  useTopicsOnce(cluster, missing, (answers) => onGone(missing.filter((name) => answers.get(name) === 'gone')))

  useEffect(() => {
    if (!items) return
    const before = shown.current
    const names = items.map(({ name }) => name)
    shown.current = { request, names }
    if (before?.request !== request) return
    const left = before.names.filter((name) => watched.has(name) && !names.includes(name))
    if (left.length > 0) setMissing(left)
  }, [items, request, watched])
}
