import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'

type Order = readonly number[]

const orders = new WeakMap<Snapshot, Map<string, Order>>()
/** How each lay when it was last worked out, of whichever snapshot and cluster: from there it is not far. */
const latest = new Map<string, Order>()

/** The rows of a list in an order, worked out once per snapshot, however many look at it. */
export function orderOnce(snapshot: Snapshot, name: string, sort: (before: Order | undefined) => Order): Order {
  const kept = orders.get(snapshot) ?? new Map<string, Order>()
  orders.set(snapshot, kept)
  const known = kept.get(name)
  if (known) return known
  const sorted = sort(latest.get(name))
  kept.set(name, sorted)
  latest.set(name, sorted)
  return sorted
}
