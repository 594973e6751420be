import type { ListQuery, ListReply, Warning } from '#lib/contract/common.ts'
import { CONNECTING } from './clusters.ts'
import type { MonitorState } from './monitor.ts'
import { nameMatcher } from './name-matcher.ts'
import type { Snapshot } from './snapshot.ts'
import type { TierName } from './tier.ts'

type Order<Sort extends string> = Pick<ListQuery<Sort>, 'sort' | 'order'>

interface LeftOut {
  readonly includes: (row: number) => boolean
  readonly warn: (count: number) => Warning
}

interface ListSource<Item, Sort extends string> {
  /** All rows in the order asked for. */
  readonly sorted: (order: Order<Sort>) => readonly number[]
  /** Whether the filters leave a row. */
  readonly passes?: (row: number) => boolean
  /** Rows that are missing only because it is not known whether they belong here. */
  readonly leftOut?: LeftOut | undefined
  readonly nameOf: (row: number) => string
  readonly describe: (row: number) => Item
  /** What the list shows beside what metadata tells; a failure there is a warning of the list. */
  readonly tiers?: readonly TierName[]
}

/** Searches, sorts and pages a list that is already in memory, and says how old it is. Only one page is described. */
export function listPage<Item, Sort extends string>(
  state: MonitorState,
  query: ListQuery<Sort>,
  makeSource: (snapshot: Snapshot) => ListSource<Item, Sort>,
): ListReply<Item> {
  const { page, pageSize } = query
  const { snapshot } = state
  if (!snapshot) {
    const warnings = listWarnings(state, [])
    return { items: [], total: null, page, pageSize, asOf: null, snapshot: null, progress: CONNECTING, warnings }
  }
  const source = makeSource(snapshot)
  const matches = nameMatcher(query.q)
  const named = source.sorted(query).filter((row) => !query.q || matches(source.nameOf(row)))
  const found = named.filter((row) => source.passes?.(row) ?? true)
  const { leftOut } = source
  const leftOutCount = leftOut ? named.filter(leftOut.includes).length : 0
  return {
    items: found.slice((page - 1) * pageSize, page * pageSize).map(source.describe),
    total: found.length,
    page,
    pageSize,
    asOf: new Date(snapshot.asOfMs).toISOString(),
    snapshot: snapshot.number,
    warnings: [
      ...listWarnings(state, source.tiers ?? []),
      ...(leftOut && leftOutCount > 0 ? [leftOut.warn(leftOutCount)] : []),
    ],
  }
}

/** Equal rows keep the order of their numbers, whichever way the others go. A null comes last, both ways. */
export function sortRows<Sort extends string>(
  count: number,
  keyOf: (sort: Sort, row: number) => string | number | boolean | null,
  { sort, order }: Order<Sort>,
): readonly number[] {
  const direction = order === 'asc' ? 1 : -1
  const keyed = Array.from({ length: count }, (_, row) => ({ row, key: keyOf(sort, row) }))
  keyed.sort((a, b) => {
    if (a.key === b.key) return 0
    if (a.key === null) return 1
    if (b.key === null) return -1
    return a.key < b.key ? -direction : direction
  })
  return keyed.map(({ row }) => row)
}

interface WholeList<Row, Item, Sort extends string> {
  readonly keyOf: (row: Row, sort: Sort) => string | number | boolean | null
  readonly nameOf: (row: Row) => string
  readonly passes?: (row: Row) => boolean
  readonly describe: (row: Row) => Item
  readonly tiers: readonly TierName[]
}

/** The source of a list whose rows are all gathered before it is searched and sorted; what is shown of them is described. */
export function wholeSource<Row, Item, Sort extends string>(
  rows: readonly Row[],
  { keyOf, nameOf, passes = () => true, describe, tiers }: WholeList<Row, Item, Sort>,
): ListSource<Item, Sort> {
  const at = (index: number): Row => {
    const row = rows[index]
    if (row === undefined) throw new Error(`there is no row ${index}`)
    return row
  }
  return {
    sorted: (order) => sortRows<Sort>(rows.length, (sort, index) => keyOf(at(index), sort), order),
    passes: (index) => passes(at(index)),
    nameOf: (index) => nameOf(at(index)),
    describe: (index) => describe(at(index)),
    tiers,
  }
}

const tierWords: Record<TierName, string> = {
  metadata: 'Topics and leaders',
  groups: 'Groups',
  offsets: 'Offsets',
  configs: 'Settings',
  logDirs: 'Sizes',
}

function listWarnings({ snapshot, failure }: MonitorState, tiers: readonly TierName[]): Warning[] {
  const warnings: Warning[] = []
  if (failure) warnings.push({ code: failure.code, message: failure.message, scope: null })
  if (!snapshot) return warnings
  if (snapshot.quorumLostAtMs !== null) {
    const since = new Date(snapshot.quorumLostAtMs).toISOString()
    warnings.push({ code: 'no-quorum', message: `No controller quorum: leadership is as of ${since}.`, scope: null })
  }
  for (const tier of tiers) {
    const { asOfMs, failure: tierFailure } = snapshot.tiers[tier]
    if (!tierFailure || failure) continue
    const age = asOfMs === null ? 'are not known' : `are as of ${new Date(asOfMs).toISOString()}`
    warnings.push({ code: tierFailure.code, message: `${tierWords[tier]} ${age}: ${tierFailure.message}`, scope: tier })
  }
  return warnings
}
