/** A part of a text: as it is, or an invisible character written as an escape. */
export interface TextPart {
  readonly text: string
  /** The name of the character; undefined: plain text. */
  readonly sign?: string
}

interface Options {
  /** Whether line breaks are kept; otherwise the text is one line. */
  readonly hasLines?: boolean
  /** Whether the text goes on before or behind: then its spaces there are between words. */
  readonly goesOnBefore?: boolean
  readonly goesOnBehind?: boolean
}

/**
 * Characters that are invisible, or that change how others are shown: controls, line separators, unusual spaces, soft
 * hyphens, direction marks, zero-width characters, tags, lone surrogates. Joiners and single variation selectors stay
 * where scripts or emoji need them.
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

/** Splits a text so that all of it is visible: invisible characters become escapes. */
export function visibleParts(text: string, options: Options = {}): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const { index, sign } of hiddenIn(text, options)) {
    if (index > from) parts.push({ text: text.slice(from, index) })
    parts.push(sign.startsWith(' ') ? { text: '·'.repeat(sign.length), sign: 'space' } : escapeOf(sign))
    from = index + sign.length
  }
  if (from < text.length) parts.push({ text: text.slice(from) })
  return parts
}

/** The same in places that hold plain text only: tooltips, titles, messages. */
export function visibleText(text: string): string {
  if (isPlain(text)) return text
  return visibleParts(text)
    .map((part) => part.text)
    .join('')
}

/** Whether there is anything to escape; most texts have nothing. */
export function isPlain(text: string, { goesOnBefore = false, goesOnBehind = false }: Options = {}): boolean {
  const hasEdge = (!goesOnBefore && text.startsWith(' ')) || (!goesOnBehind && text.endsWith(' '))
  return !hasEdge && text.search(HIDDEN) === -1
}

function hiddenIn(
  text: string,
  { hasLines = false, goesOnBefore = false, goesOnBehind = false }: Options,
): { index: number; sign: string }[] {
  const found = [...text.matchAll(HIDDEN)]
    .map((match) => ({ index: match.index, sign: match[0] }))
    .filter(({ sign }) => !hasLines || (sign !== '\n' && sign !== '\t'))
  const { first, last } = edgesOf(text)
  if (first > 0 && !goesOnBefore) found.unshift({ index: 0, sign: text.slice(0, first) })
  if (last < text.length && !goesOnBehind) found.push({ index: last, sign: text.slice(last) })
  return found
}

/** The range of a text between its leading and trailing spaces. */
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
