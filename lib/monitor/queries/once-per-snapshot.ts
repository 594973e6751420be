import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'

/** Of results that depend on what a user types, so many per snapshot; a snapshot may stay for minutes. */
const MAX_KEPT = 64

/** Works something out once per snapshot and query, however many look at it. */
export function oncePerSnapshot<Query, Made>(
  make: (snapshot: Snapshot, query: Query) => Made,
): (snapshot: Snapshot, query: Query) => Made {
  const bySnapshot = new WeakMap<Snapshot, Map<string, Made>>()
  return (snapshot, query) => {
    const kept = bySnapshot.get(snapshot) ?? new Map<string, Made>()
    bySnapshot.set(snapshot, kept)
    const key = JSON.stringify(query)
    const before = kept.get(key)
    if (before !== undefined) return before
    const made = make(snapshot, query)
    const [oldest] = kept.keys()
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest)
    kept.set(key, made)
    return made
  }
}
