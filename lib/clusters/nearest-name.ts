/** The known name that was probably meant; null if none is similar. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const asked = plain(name)
  const near = known
    .map((candidate) => ({ candidate, distance: editDistance(asked, plain(candidate)) }))
    .sort((a, b) => a.distance - b.distance)[0]
  if (!near) return null
  const limit = Math.max(1, Math.floor(Math.max(asked.length, near.candidate.length) / 4))
  return near.distance <= limit ? near.candidate : null
}

/** "; did you mean `x`?", or a full stop. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearestName(name, known)
  return near === null ? '.' : `; did you mean ${near}?`
}

/** `ssl_ca.location` and `ssl.ca.location` differ in nothing that anyone means. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[._-]/g, '')
}

/** The number of insertions, deletions, replacements and swaps of neighbours. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1]
      const isSwap = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (isSame ? 0 : 1),
          isSwap ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, to.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
