interface Extent {
  readonly startOffset: number
  readonly endOffset: number
}

/** Where an offset lies between the first and the next one, from 0 to 1; what lies outside is put at the edge. */
export function shareOf(offset: number, { startOffset, endOffset }: Extent): number {
  if (endOffset <= startOffset) return 1
  return Math.min(1, Math.max(0, (offset - startOffset) / (endOffset - startOffset)))
}

/** The offset that lies at a share of the way; the last message, not the one that will come, at the end. */
export function offsetAt(share: number, { startOffset, endOffset }: Extent): number {
  const offset = startOffset + Math.floor(share * (endOffset - startOffset))
  return Math.max(startOffset, Math.min(endOffset - 1, offset))
}
