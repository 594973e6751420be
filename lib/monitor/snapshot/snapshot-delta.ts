import type { Snapshot } from './snapshot.ts'

const LARGE_PARTS = ['catalog', 'leadership', 'offsets', 'sizes', 'configs', 'topics', 'groups'] as const
type LargePart = (typeof LARGE_PARTS)[number]

/** A snapshot as it crosses between threads: of its large parts, only the columns that are not those of the one before. */
export type SnapshotDelta = Omit<Snapshot, LargePart> & { readonly [Part in LargePart]: Partial<Snapshot[Part]> }

export function toDelta(snapshot: Snapshot, before: Snapshot | null): SnapshotDelta {
  const changed = LARGE_PARTS.map((part) => [part, changedColumns(snapshot[part], before?.[part])])
  return { ...snapshot, ...Object.fromEntries(changed) }
}

/** `before` is the snapshot that the delta was made against. A part of which nothing changed stays the same object. */
export function fromDelta(delta: SnapshotDelta, before: Snapshot | null): Snapshot {
  const whole = LARGE_PARTS.map((part) => [part, withColumns(before?.[part], delta[part])])
  return { ...delta, ...Object.fromEntries(whole) }
}

function changedColumns(part: object, before: object | undefined): object {
  if (!before) return part
  return Object.fromEntries(Object.entries(part).filter(([name, column]) => column !== Reflect.get(before, name)))
}

function withColumns(before: object | undefined, changed: object): object {
  return before && Object.keys(changed).length === 0 ? before : { ...before, ...changed }
}
