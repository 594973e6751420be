import type { ListQuery, ListReply, Warning } from '#lib/contract/common.ts'
import { CONNECTING } from './clusters.ts'
import type { MonitorState } from './monitor.ts'
import { nameMatcher } from './name-matcher.ts'

interface ListSource<Item, Sort extends string> {
  readonly items: readonly Item[]
  readonly nameOf: (item: Item) => string
  /** Sorting by null puts the item last, both ways. Equal items follow their names. */
  readonly sortKeys: Readonly<Record<Sort, (item: Item) => string | number | boolean | null>>
}

/** Searches, sorts and pages a list that is already in memory, and says how old it is. */
export function listPage<Item, Sort extends string>(
  state: MonitorState,
  query: ListQuery<Sort>,
  source: ListSource<Item, Sort>,
): ListReply<Item> {
  const { page, pageSize } = query
  const warnings = listWarnings(state)
  if (!state.snapshot) {
    return { items: [], total: null, page, pageSize, asOf: null, snapshot: null, progress: CONNECTING, warnings }
  }
  const matches = nameMatcher(query.q)
  const found = source.items.filter((item) => matches(source.nameOf(item)))
  found.sort(comparator(source, query))
  return {
    items: found.slice((page - 1) * pageSize, page * pageSize),
    total: found.length,
    page,
    pageSize,
    asOf: new Date(state.snapshot.asOfMs).toISOString(),
    snapshot: state.snapshot.number,
    warnings,
  }
}

function comparator<Item, Sort extends string>(source: ListSource<Item, Sort>, { sort, order }: ListQuery<Sort>) {
  const keyOf = source.sortKeys[sort]
  const direction = order === 'asc' ? 1 : -1
  return (a: Item, b: Item): number => {
    const [keyA, keyB] = [keyOf(a), keyOf(b)]
    if (keyA === null || keyB === null) {
      if (keyA !== keyB) return keyA === null ? 1 : -1
    } else if (keyA !== keyB) {
      return keyA < keyB ? -direction : direction
    }
    const [nameA, nameB] = [source.nameOf(a), source.nameOf(b)]
    return nameA < nameB ? -1 : nameA > nameB ? 1 : 0
  }
}

function listWarnings({ snapshot, failure }: MonitorState): Warning[] {
  const warnings: Warning[] = []
  if (failure) warnings.push({ code: failure.code, message: failure.message, scope: null })
  if (snapshot && snapshot.quorumLostAtMs !== null) {
    const since = new Date(snapshot.quorumLostAtMs).toISOString()
    warnings.push({ code: 'no-quorum', message: `No controller quorum: leadership is as of ${since}.`, scope: null })
  }
  return warnings
}
