/** A case-insensitive substring, or a glob over the whole name where the query has `*` or `?`. */
export function nameMatcher(query: string | undefined): (name: string) => boolean {
  const wanted = query?.toLowerCase() ?? ''
  if (wanted === '') return () => true
  if (!/[*?]/.test(wanted)) return (name) => name.toLowerCase().includes(wanted)
  return (name) => matchesGlob(name.toLowerCase(), wanted)
}

/** Backtracks only to the last star, so that no pattern takes more than name times pattern steps. */
function matchesGlob(name: string, glob: string): boolean {
  let at = 0
  let globAt = 0
  let starAt = -1
  let resumeAt = 0
  while (at < name.length) {
    const wanted = glob[globAt]
    if (wanted === '*') {
      starAt = globAt++
      resumeAt = at
    } else if (wanted === '?' || wanted === name[at]) {
      at++
      globAt++
    } else if (starAt >= 0) {
      globAt = starAt + 1
      at = ++resumeAt
    } else {
      return false
    }
  }
  while (glob[globAt] === '*') globAt++
  return globAt === glob.length
}
