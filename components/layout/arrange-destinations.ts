import { fuzzyFilter } from '#lib/format/fuzzy.ts'

/** Something that the palette offers: to go to, or to do. */
export interface Destination {
  readonly kind: 'Action' | 'Page' | 'Topic' | 'Messages' | 'Group' | 'Broker'
  readonly name: string
  readonly hint?: string
  /** Where it leads, or what it does. */
  readonly target: string | (() => void)
}

interface Offers {
  readonly starred: readonly Destination[]
  readonly recent: readonly Destination[]
  readonly pages: readonly Destination[]
  readonly actions: readonly Destination[]
  /** What the server found for the typed text, the best first. */
  readonly found: readonly Destination[]
  /** Offered only below everything else. */
  readonly others: readonly Destination[]
}

/** Without a text, what is likely; with one, what matches it, the best first. Each is offered once. */
export function arrangeDestinations(typed: string, offers: Offers): Destination[] {
  const { starred, recent, pages, actions, found, others } = offers
  const all = [...starred, ...recent, ...pages, ...actions, ...found]
  if (typed === '') return unique(all)
  // The server also finds by what is not in the name, such as the address of a broker.
  return unique([...fuzzyFilter(unique(all), typed, ({ name }) => name), ...found, ...others])
}

function unique(destinations: readonly Destination[]): Destination[] {
  const byKey = new Map<string, Destination>()
  for (const destination of destinations) {
    const key = `${destination.kind} ${destination.name}`
    if (!byKey.has(key)) byKey.set(key, destination)
  }
  return [...byKey.values()]
}

/** Of "reset offsets of balance", what is searched for on the server: "balance". */
export function subjectOf(typed: string): string {
  return typed.replace(/^reset(\s+offsets(\s+of)?)?\s+(?=\S)/i, '')
}
