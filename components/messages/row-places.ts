const PAGE = 15

/** The row that a key moves to; null: none. */
export function nextPlace(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  const within = (place: number) => Math.min(count - 1, Math.max(0, place))
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return within(at + 1)
    case 'ArrowUp':
    case 'k':
      return within(at - 1)
    case 'PageDown':
      return within(at + PAGE)
    case 'PageUp':
      return within(at - PAGE)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
