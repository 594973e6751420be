import { parseAsNativeArrayOf, parseAsString, useQueryStates } from 'nuqs'

export const MIN_COMPARED = 2
/** As many as there are lines that can be told apart, and columns on a screen. */
export const MAX_COMPARED = 4

/** Of the lines in the chart, in the order of what is compared. */
export const comparedLooks = ['solid', 'dashed', 'dotted', 'dashdot'] as const

/** What is compared: the ids in the address, each once. */
export function useComparedIds(): readonly string[] {
  const [{ ids }] = useQueryStates(comparedParams)
  return [...new Set(ids)].slice(0, MAX_COMPARED)
}

const comparedParams = { ids: parseAsNativeArrayOf(parseAsString) }

/** Something that is compared, as far as it is known. */
export interface Compared<Item> {
  readonly id: string
  /** What it is called on the screen. */
  readonly name: string
  readonly href: string
  readonly item: Item | undefined
  /** Why there is no item, or why it could not be read again. */
  readonly error: unknown
}
