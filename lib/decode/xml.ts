import { isUtf8 } from 'node:buffer'
import { type PayloadFormat, Unreadable } from './payload-format.ts'
import { cutText } from './text.ts'

/** A longer one of which only the beginning is shown is not worth reading whole. */
const CHECKED_BYTES = 256 * 1024
const LESS_THAN = 0x3c

/** Text, checked for its tags only: nothing in it is fetched, expanded or run. */
export const xmlFormat: PayloadFormat = {
  recognise: (bytes) => {
    if (bytes[firstVisible(bytes)] !== LESS_THAN || !isUtf8(bytes)) return null
    if (bytes.length > CHECKED_BYTES) return null
    return findXmlProblem(bytes.toString()) === null ? 'XML: every tag is closed' : null
  },
  read: (bytes, { maxTextBytes }) => {
    if (!isUtf8(bytes)) return new Unreadable('Not XML, and not even text')
    if (bytes.length > maxTextBytes && bytes.length > CHECKED_BYTES) return cutText(bytes, maxTextBytes)
    const problem = findXmlProblem(bytes.toString())
    return problem === null ? cutText(bytes, maxTextBytes) : new Unreadable(`Not XML: ${problem}`)
  },
  value: (bytes) => (isUtf8(bytes) ? bytes.toString() : new Unreadable('Not text')),
  fallback: 'string',
}

function firstVisible(bytes: Buffer): number {
  let at = 0
  while (at < bytes.length && (bytes[at] ?? 0) <= 0x20) at++
  return at
}

/** What stands between these is no tag. */
const sections = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
] as const

const NAME = /^<\/?([\p{L}_:][\p{L}\p{N}_:.\-\u00b7]*)/u
const SHOWN_NAME = 100

/** null: every tag is closed, in the right order, under one root. */
export function findXmlProblem(text: string): string | null {
  const open: string[] = []
  let roots = 0
  let at = text.indexOf('<')
  if (at < 0 || text.slice(0, at).trim().replace('\ufeff', '') !== '') return 'it does not begin with a tag'
  while (at >= 0) {
    const section = sections.find(([start]) => text.startsWith(start, at))
    const end = section ? text.indexOf(section[1], at + section[0].length) : endOfTag(text, at)
    if (end < 0) return `what begins at character ${at + 1} does not end`
    if (!section) {
      const tag = text.slice(at, end + 1)
      const problem = readTag(tag, open)
      if (problem !== null) return `${problem} at character ${at + 1}`
      if (open.length === 0) roots++
    }
    const next = text.indexOf('<', end + 1)
    const after = section ? end + section[1].length : end + 1
    if (open.length === 0 && roots > 0 && text.slice(after, next < 0 ? undefined : next).trim() !== '') {
      return 'there is text after the end'
    }
    at = next
  }
  if (open.length > 0) return `<${open.at(-1)?.slice(0, SHOWN_NAME)}> is not closed`
  return roots === 1 ? null : `there are ${roots} root elements`
}

function readTag(tag: string, open: string[]): string | null {
  const name = NAME.exec(tag)?.[1]
  if (name === undefined) return 'there is no name of a tag'
  if (tag.startsWith('</')) {
    return open.pop() === name ? null : `</${name.slice(0, SHOWN_NAME)}> closes what is not open`
  }
  if (!tag.endsWith('/>')) open.push(name)
  return null
}

/** A > in the quotes of an attribute is none. */
function endOfTag(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const character = text[at]
    if (character === '>') return at
    if (character === '<') return -1
    if (character === '"' || character === "'") {
      at = text.indexOf(character, at + 1)
      if (at < 0) return -1
    }
  }
  return -1
}
