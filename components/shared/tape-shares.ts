interface Extent {
  readonly startOffset: number
  readonly endOffset: number
}

/** The position of an offset between start and end offset, from 0 to 1; outside of them it is clamped. */
export function shareOf(offset: number, { startOffset, endOffset }: Extent): number {
  if (endOffset <= startOffset) return 1
  return Math.min(1, Math.max(0, (offset - startOffset) / (endOffset - startOffset)))
}

/** The offset at a position; at the end the last message, not the one that will come. */
export function offsetAt(share: number, { startOffset, endOffset }: Extent): number {
  const offset = startOffset + Math.floor(share * (endOffset - startOffset))
  return Math.max(startOffset, Math.min(endOffset - 1, offset))
}
