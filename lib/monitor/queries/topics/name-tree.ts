/** Names that start alike, or a single one, as a row of the tree. Rows are numbered as the names are sorted. */
export interface NameBranch {
  /** What its names start with, up to and with a separator; of a single name, the whole name. */
  readonly prefix: string
  readonly isSingle: boolean
  /** Its names: from the first up to, and without, the second. */
  readonly from: number
  readonly to: number
}

const SEPARATORS = '._-'

/**
 * What comes directly below a prefix, in the order of the names. `nameAt` gives sorted names, of which those with one
 * prefix stand together, so that a branch is found by its ends. A branch that has only one branch is that branch.
 */
export function branchesBelow(prefix: string, count: number, nameAt: (index: number) => string): NameBranch[] {
  const startsBefore = (index: number, text: string) => nameAt(index).slice(0, text.length) < text
  const startsWithin = (index: number, text: string) => nameAt(index).slice(0, text.length) <= text
  const end = firstFrom(0, count, (index) => !startsWithin(index, prefix))
  const branches: NameBranch[] = []
  for (let from = firstFrom(0, end, (index) => !startsBefore(index, prefix)); from < end; ) {
    const branch = branchAt(prefix, from, end, nameAt)
    branches.push(branch)
    from = branch.to
  }
  return branches
}

function branchAt(prefix: string, from: number, end: number, nameAt: (index: number) => string): NameBranch {
  const name = nameAt(from)
  const single = { prefix: name, isSingle: true, from, to: from + 1 }
  const firstEnd = endOfPart(name, prefix.length)
  if (firstEnd === null) return single
  const common = name.slice(0, firstEnd)
  const to = firstFrom(from + 1, end, (index) => !nameAt(index).startsWith(common))
  if (to === from + 1) return single
  // Sorted, the first and the last name differ where any two do.
  const shared = sharedLength(name, nameAt(to - 1))
  let length = firstEnd
  for (let next = endOfPart(name, length); next !== null && next <= shared; next = endOfPart(name, length))
    length = next
  return { prefix: name.slice(0, length), isSingle: false, from, to }
}

/**
 * Where the part that begins at an index ends, behind its separator; null: the rest of the name has no further part.
 * Separators at its beginning, as in `__consumer_offsets` and `a..b`, belong to it, so that no part is empty.
 */
function endOfPart(name: string, start: number): number | null {
  let index = start
  while (index < name.length && SEPARATORS.includes(name.charAt(index))) index++
  while (index < name.length && !SEPARATORS.includes(name.charAt(index))) index++
  return index === name.length ? null : index + 1
}

function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let length = 0
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++
  return length
}

/** The first index from which on it holds; `to` if it holds for none. */
function firstFrom(from: number, to: number, holds: (index: number) => boolean): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
