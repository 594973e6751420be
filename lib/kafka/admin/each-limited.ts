/**
 * Works through the items in order, on no more than `limit` at a time. After a failure no further item is begun; it is
 * thrown when those under way are done.
 */
export async function eachLimited<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items.toReversed()
  const worker = async () => {
    try {
      for (let item = rest.pop(); item !== undefined; item = rest.pop()) await work(item)
    } finally {
      rest.length = 0
    }
  }
  const outcomes = await Promise.allSettled(Array.from({ length: limit }, worker))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}
