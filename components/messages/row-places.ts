import { findPressed, messageShortcuts, rowShortcuts } from '#components/shared/shortcuts.ts'

const PAGE = 15

/** The row that a key moves to; null: none. */
export function nextPlace(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  const within = (place: number) => Math.min(count - 1, Math.max(0, place))
  switch (findPressed({ ...rowShortcuts, ...messageShortcuts }, { key })) {
    case 'next':
      return within(at + 1)
    case 'previous':
      return within(at - 1)
    case 'pageDown':
      return within(at + PAGE)
    case 'pageUp':
      return within(at - PAGE)
    case 'first':
      return 0
    case 'last':
      return count - 1
    default:
      return null
  }
}
