import type { Snapshot } from './snapshot.ts'

const orders = new WeakMap<Snapshot, Map<string, readonly number[]>>()

/** The rows of a list in an order, worked out once per snapshot, however many look at it. */
export function orderOnce(snapshot: Snapshot, name: string, sort: () => readonly number[]): readonly number[] {
  const kept = orders.get(snapshot) ?? new Map<string, readonly number[]>()
  orders.set(snapshot, kept)
  const known = kept.get(name)
  if (known) return known
  const sorted = sort()
  kept.set(name, sorted)
  return sorted
}
