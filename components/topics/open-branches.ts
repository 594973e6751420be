// The open branches of a tree, by their prefixes: of those below each other only the lowest is named. So a branch stays
// open where a topic that was created or deleted moved its beginning.

export function isOpen(open: readonly string[], prefix: string): boolean {
  return open.some((other) => other.startsWith(prefix))
}

export function withOpened(open: readonly string[], prefix: string): string[] {
  return [...open.filter((other) => !prefix.startsWith(other)), prefix]
}

/** `above` is the prefix of the branch that it is below; empty: none. */
export function withClosed(open: readonly string[], prefix: string, above: string): string[] {
  const others = open.filter((other) => !other.startsWith(prefix))
  return above === '' || isOpen(others, above) ? others : [...others, above]
}
