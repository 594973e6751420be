import type { ListQuery, ListReply, Warning } from '#lib/contract/common.ts'
import { CONNECTING, type MonitorState } from './monitor-state.ts'
import { nameMatcher } from './name-matcher.ts'
import type { Snapshot } from './snapshot.ts'
import type { TierName } from './tier-ages.ts'

type Order<Sort extends string> = Pick<ListQuery<Sort>, 'sort' | 'order'>

interface PageQuery<Sort extends string> extends ListQuery<Sort> {
  /** Names whose rows come before all others. */
  readonly first?: readonly string[] | undefined
}

interface LeftOut {
  readonly includes: (row: number) => boolean
  readonly warn: (count: number) => Warning
}

interface ListSource<Item, Sort extends string> {
  /** All rows in the order asked for. */
  readonly sorted: (order: Order<Sort>) => readonly number[]
  /** Whether the filters leave a row. */
  readonly passes?: ((row: number) => boolean) | undefined
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
  query: PageQuery<Sort>,
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
  const rows = source.sorted(query)
  const named = query.q ? rows.filter((row) => matches(source.nameOf(row))) : rows
  const { leftOut, passes } = source
  const found = withFirst(passes ? named.filter(passes) : named, source.nameOf, query.first)
  const leftOutCount = leftOut ? named.filter(leftOut.includes).length : 0
  return {
    items: found.slice((page - 1) * pageSize, page * pageSize).map(source.describe),
    total: found.length,
    page,
    pageSize,
    asOf: new Date(oldestMs(snapshot, source.tiers ?? [])).toISOString(),
    snapshot: snapshot.number,
    warnings: [
      ...listWarnings(state, source.tiers ?? []),
      ...(leftOut && leftOutCount > 0 ? [leftOut.warn(leftOutCount)] : []),
    ],
  }
}

function withFirst(
  rows: readonly number[],
  nameOf: (row: number) => string,
  first: readonly string[] = [],
): readonly number[] {
  if (first.length === 0) return rows
  const wanted = new Set(first)
  const leading = rows.filter((row) => wanted.has(nameOf(row)))
  if (leading.length === 0) return rows
  const led = new Set(leading)
  return [...leading, ...rows.filter((row) => !led.has(row))]
}

/** What is asked so often that a list is as old as the oldest of it; the others say beside their figures how old they are. */
const QUICK_TIERS: ReadonlySet<TierName> = new Set(['groups', 'offsets'])

/** No figure of a list was read before this, unless a warning or a problem says so. */
function oldestMs({ asOfMs, tiers }: Snapshot, shown: readonly TierName[]): number {
  const ages = shown.map((tier) => (QUICK_TIERS.has(tier) && !tiers[tier].failure ? tiers[tier].asOfMs : null))
  return Math.min(asOfMs, ...ages.filter((ageMs) => ageMs !== null))
}

/**
 * Equal rows keep the order of their numbers, whichever way the others go. A null comes last, both ways. `before` is how
 * they lay last time: what is nearly sorted is sorted in a few steps.
 */
export function sortRows<Sort extends string>(
  count: number,
  keyOf: (sort: Sort, row: number) => string | number | boolean | null,
  { sort, order }: Order<Sort>,
  before: readonly number[] = [],
): readonly number[] {
  const keys: (string | number | boolean | null)[] = []
  for (let row = 0; row < count; row++) keys.push(keyOf(sort, row))
  const direction = order === 'asc' ? 1 : -1
  const rows = before.length === count ? before.slice() : [...keys.keys()]
  return rows.sort((a, b) => compareKeys(keys[a] ?? null, keys[b] ?? null, direction) || a - b)
}

function compareKeys<Key extends string | number | boolean | null>(a: Key, b: Key, direction: 1 | -1): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -direction : direction
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
  configs: 'Configurations',
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
    const age = asOfMs === null ? 'are unknown' : `are as of ${new Date(asOfMs).toISOString()}`
    warnings.push({ code: tierFailure.code, message: `${tierWords[tier]} ${age}: ${tierFailure.message}`, scope: tier })
  }
  return warnings
}
