/** The name itself, its beginning, the beginning of a word in it, anywhere in it, its letters in their order. */
const EXACT = 0
const PREFIX = 1
const WORD_START = 2
const INSIDE = 3
const SUBSEQUENCE = 4
/** A single letter is in almost every name. */
const MIN_SUBSEQUENCE_LENGTH = 2

/**
 * How well a name matches what was typed: lower is better, null is not at all. Case does not matter; each word that was
 * typed must match, and the worst of them counts.
 */
export function fuzzyRank(name: string, typed: string): number | null {
  const text = name.toLowerCase()
  const wanted = typed.trim().toLowerCase()
  if (text === wanted) return EXACT
  let worst = EXACT
  for (const word of wanted.split(/\s+/)) {
    const rank = rankOfWord(text, word)
    if (rank === null) return null
    worst = Math.max(worst, rank)
  }
  return worst
}

function rankOfWord(text: string, word: string): number | null {
  const at = text.indexOf(word)
  if (at === 0) return PREFIX
  if (at > 0) return startsWord(text, word) ? WORD_START : INSIDE
  return isSubsequence(text, word) ? SUBSEQUENCE : null
}

/** At any of its places: "order" begins a word in "preorder-order". */
function startsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (isWordStart(text, at)) return true
  }
  return false
}

/** The first letter must begin a word, else almost everything would match a few letters. */
function isSubsequence(text: string, word: string): boolean {
  if (word.length < MIN_SUBSEQUENCE_LENGTH) return false
  for (let start = text.indexOf(word.charAt(0)); start >= 0; start = text.indexOf(word.charAt(0), start + 1)) {
    if (isWordStart(text, start)) return hasLetters(text, word, start)
  }
  return false
}

function hasLetters(text: string, word: string, start: number): boolean {
  let at = start
  for (const letter of word) {
    at = text.indexOf(letter, at)
    if (at < 0) return false
    at += letter.length
  }
  return true
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || /[^\p{L}\p{N}]/u.test(text.charAt(at - 1))
}

/** Those that match, the best first; equal ones stay in their order. */
export function fuzzyFilter<Item>(items: readonly Item[], typed: string, nameOf: (item: Item) => string): Item[] {
  return items
    .flatMap((item) => {
      const rank = fuzzyRank(nameOf(item), typed)
      return rank === null ? [] : [{ item, rank }]
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}
