/** A piece of a text: as it stands, or a sign that cannot be seen, written as an escape. */
export interface TextPart {
  readonly text: string
  /** What it stands for; undefined: it is plain text. */
  readonly sign?: string
}

interface Options {
  /** Lines break where they do; without it, everything stands in one. */
  readonly hasLines?: boolean
}

/**
 * Signs that show nothing, or that change how others are shown: controls, line separators, spaces that look like others,
 * soft hyphens, marks of direction, zero-width signs, tags, and halves of a pair. A joiner between letters of scripts
 * that need it, or between emoji, does its work and stays; so does one variation sign behind what it varies, not a row.
 */
const HIDDEN =
  /[[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}]--[ \u200c\u200d\p{Variation_Selector}]]|(?<!\P{ASCII})[\u200c\u200d]|[\u200c\u200d](?!\P{ASCII})|(?<![[\p{L}\p{M}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}[\p{ASCII}--[0-9#*]]]])\p{Variation_Selector}/gv

const SHORT: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
}

const NAMES: Readonly<Record<string, string>> = {
  '\0': 'NUL',
  '\t': 'tab',
  '\n': 'line break',
  '\r': 'carriage return',
  '\u001b': 'escape',
  '\u00a0': 'no-break space',
  '\u00ad': 'soft hyphen',
  '\u200b': 'zero-width space',
  '\u200e': 'left-to-right mark',
  '\u200f': 'right-to-left mark',
  '\u202a': 'left-to-right embedding',
  '\u202b': 'right-to-left embedding',
  '\u202c': 'end of direction',
  '\u202d': 'left-to-right override',
  '\u202e': 'right-to-left override',
  '\u2066': 'left-to-right isolate',
  '\u2067': 'right-to-left isolate',
  '\u2068': 'isolate',
  '\u2069': 'end of isolate',
  '\ufeff': 'byte order mark',
}

/** Splits a text so that all of it can be seen: what would be invisible comes as an escape of its own. */
export function visibleParts(text: string, { hasLines = false }: Options = {}): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const { index, sign } of hiddenIn(text, hasLines)) {
    if (index > from) parts.push({ text: text.slice(from, index) })
    parts.push(sign.startsWith(' ') ? { text: '·'.repeat(sign.length), sign: 'space' } : escapeOf(sign))
    from = index + sign.length
  }
  if (from < text.length) parts.push({ text: text.slice(from) })
  return parts
}

/** Whether there is anything to mark; most texts have nothing. */
export function isPlain(text: string): boolean {
  return !text.startsWith(' ') && !text.endsWith(' ') && text.search(HIDDEN) === -1
}

function hiddenIn(text: string, hasLines: boolean): { index: number; sign: string }[] {
  const found = [...text.matchAll(HIDDEN)]
    .map((match) => ({ index: match.index, sign: match[0] }))
    .filter(({ sign }) => !hasLines || (sign !== '\n' && sign !== '\t'))
  const { first, last } = edgesOf(text)
  if (first > 0) found.unshift({ index: 0, sign: text.slice(0, first) })
  if (last < text.length) found.push({ index: last, sign: text.slice(last) })
  return found
}

/** Between which places a text stands that begins and ends with spaces, which nobody would see. */
function edgesOf(text: string): { first: number; last: number } {
  let [first, last] = [0, text.length]
  while (text[first] === ' ') first++
  while (last > first && text[last - 1] === ' ') last--
  return { first, last }
}

function escapeOf(sign: string): TextPart {
  const code = sign.codePointAt(0) ?? 0
  const hex = code.toString(16)
  const written = SHORT[sign] ?? (code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`)
  const half = code >= 0xd800 && code <= 0xdfff ? 'half of a pair' : undefined
  return { text: written, sign: NAMES[sign] ?? half ?? `U+${hex.toUpperCase().padStart(4, '0')}` }
}
