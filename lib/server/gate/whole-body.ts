import type { IncomingMessage } from 'node:http'

/**
 * Holds back a body of unknown length until all of it is here, and then calls `onWhole`. What is larger than `maxBytes`
 * is thrown away as it arrives, after one call of `onTooLarge`, so that the sender still gets to read the refusal.
 */
export function holdBack(
  request: Pick<IncomingMessage, 'push'>,
  maxBytes: number,
  { onWhole, onTooLarge }: { readonly onWhole: () => void; readonly onTooLarge: () => void },
): void {
  const push = request.push.bind(request)
  let held: Buffer[] = []
  let size = 0
  request.push = (chunk: Buffer | null) => {
    if (chunk === null) {
      for (const piece of held) push(piece)
      push(null)
      if (size <= maxBytes) onWhole()
      return false
    }
    const isFirstTooMuch = size <= maxBytes && size + chunk.length > maxBytes
    size += chunk.length
    if (size <= maxBytes) held.push(chunk)
    else held = []
    if (isFirstTooMuch) onTooLarge()
    return true
  }
}
