/** Shorter ones are never split: the end of what is shown of them would be all that differs. */
const MIN_SPLIT_LENGTH = 24
const TAIL_LENGTH = 10

/**
 * Splits a text so that its middle can be left out where there is no room: names of topics often begin alike, so their
 * ends stay. No character is cut in two.
 */
export function splitForMiddle(text: string): { readonly head: string; readonly tail: string } {
  const characters = [...text]
  if (characters.length < MIN_SPLIT_LENGTH) return { head: text, tail: '' }
  return { head: characters.slice(0, -TAIL_LENGTH).join(''), tail: characters.slice(-TAIL_LENGTH).join('') }
}
