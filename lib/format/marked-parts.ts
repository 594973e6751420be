/** A text that is searched for. */
export interface Sought {
  readonly text: string
  readonly isCaseIgnored: boolean
}

export type PartKind = 'plain' | 'name' | 'string' | 'number' | 'word'

export interface MarkedPart {
  readonly text: string
  /** What it is in JSON; `plain`: punctuation, or no JSON. */
  readonly kind: PartKind
  /** Whether it is what was searched for. */
  readonly isMatch: boolean
}

export interface MarkedText {
  readonly parts: readonly MarkedPart[]
  /** What is left out before and behind, as there is no room for it. */
  readonly isCutBefore: boolean
  readonly isCutAfter: boolean
}

interface Options {
  readonly sought?: Sought | null
  readonly isJson?: boolean
  /** The most characters that are shown. */
  readonly length?: number
}

interface Range {
  readonly from: number
  readonly to: number
}

/** A match that ends behind so many characters may be beyond the end of a narrow cell. */
const SEEN_LENGTH = 28
/** How much of what stands before a match says where it is. */
const LEAD_LENGTH = 10
/** More marks in one text help nobody, and take long to draw. */
const MAX_MATCHES = 200
/** A longer beginning is not coloured: it would have to be read up to the part that is shown. */
const MAX_COLOURED = 20_000

/** Splits a text into what was searched for and the rest, and JSON by what its parts are; cut so that a match is seen. */
export function markedParts(text: string, { sought = null, isJson = false, length }: Options = {}): MarkedText {
  const window = windowOf(text, sought, length ?? null)
  const matches = matchesIn(text, window, sought)
  const tokens =
    isJson && window.to <= MAX_COLOURED ? jsonTokens(text, window) : [{ ...window, kind: 'plain' as const }]
  return {
    parts: tokens.flatMap((token) => split(text, token, matches)),
    isCutBefore: window.from > 0,
    isCutAfter: window.to < text.length,
  }
}

function windowOf(text: string, sought: Sought | null, length: number | null): Range {
  if (length === null) return { from: 0, to: text.length }
  const match = sought && soughtIn(sought)?.exec(text)
  const end = match ? match.index + match[0].length : 0
  const from = match && end > SEEN_LENGTH ? wholeAt(text, Math.max(0, match.index - LEAD_LENGTH)) : 0
  return { from, to: wholeAt(text, Math.min(text.length, from + length)) }
}

/** A place that is not between two surrogates. */
function wholeAt(text: string, at: number): number {
  const before = text.charCodeAt(at - 1)
  return at > 0 && at < text.length && before >= 0xd800 && before <= 0xdbff ? at - 1 : at
}

/** null: nothing is searched for. */
function soughtIn({ text, isCaseIgnored }: Sought): RegExp | null {
  if (text === '') return null
  const literal = text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return new RegExp(literal, isCaseIgnored ? 'giu' : 'gu')
}

function matchesIn(text: string, { from, to }: Range, sought: Sought | null): Range[] {
  const pattern = sought && soughtIn(sought)
  const found: Range[] = []
  if (!pattern) return found
  pattern.lastIndex = from
  for (let match = pattern.exec(text); match && match.index < to; match = pattern.exec(text)) {
    found.push({ from: match.index, to: match.index + match[0].length })
    if (found.length >= MAX_MATCHES) break
  }
  return found
}

const TOKEN = /"(?:[^"\\]|\\.)*(?:"(\s*:)?|$)|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g

function jsonTokens(text: string, { from, to }: Range): (Range & { readonly kind: PartKind })[] {
  const tokens: (Range & { readonly kind: PartKind })[] = []
  let end = from
  const add = (start: number, stop: number, kind: PartKind) => {
    const [first, last] = [Math.max(start, end), Math.min(stop, to)]
    if (first < last) tokens.push({ from: first, to: last, kind })
    end = Math.max(end, last)
  }
  for (const match of text.slice(0, to).matchAll(TOKEN)) {
    const [token, colon = ''] = match
    const stop = match.index + token.length - colon.length
    if (stop <= from) continue
    add(end, match.index, 'plain')
    add(match.index, stop, kindOf(token, colon))
  }
  add(end, to, 'plain')
  return tokens
}

function kindOf(token: string, colon: string): PartKind {
  if (token.startsWith('"')) return colon === '' ? 'string' : 'name'
  return /^[-\d]/.test(token) ? 'number' : 'word'
}

function split(text: string, token: Range & { readonly kind: PartKind }, matches: readonly Range[]): MarkedPart[] {
  const parts: MarkedPart[] = []
  let at = token.from
  const add = (to: number, isMatch: boolean) => {
    if (to > at) parts.push({ text: text.slice(at, to), kind: token.kind, isMatch })
    at = Math.max(at, to)
  }
  for (const match of matches) {
    if (match.to <= token.from || match.from >= token.to) continue
    add(Math.max(token.from, match.from), false)
    add(Math.min(token.to, match.to), true)
  }
  add(token.to, false)
  return parts
}
