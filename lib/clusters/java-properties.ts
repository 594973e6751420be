/** One `name=value` of a properties file, with its place. */
export interface Property {
  readonly name: string
  readonly value: string
  /** The line it begins on, from 1. */
  readonly line: number
  /** Whether a separator follows the name: without one it is probably not a setting. */
  readonly hasValue: boolean
}

const escapes: Record<string, string> = { t: '\t', n: '\n', r: '\r', f: '\f' }

/** Parses the format of `java.util.Properties`: escapes, continued lines, `=`, `:` or blanks between name and value. */
export function parseJavaProperties(text: string): Property[] {
  return logicalLines(text).map(({ text: content, line }) => {
    const end = endOfName(content)
    const separator = /^[ \t\f]*[=:]?[ \t\f]*/.exec(content.slice(end))?.[0] ?? ''
    return {
      name: withoutEscapes(content.slice(0, end)),
      value: withoutEscapes(content.slice(end + separator.length)),
      line,
      hasValue: separator !== '',
    }
  })
}

function logicalLines(text: string): { text: string; line: number }[] {
  const lines: { text: string; line: number }[] = []
  let open: { text: string; line: number } | null = null
  for (const [index, natural] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const trimmed = natural.replace(/^[ \t\f]+/, '')
    // A comment is never continued, but a continuation line may begin like a comment.
    if (!open && (trimmed === '' || /^[#!]/.test(trimmed))) continue
    const isContinued: boolean = (/\\+$/.exec(trimmed)?.[0].length ?? 0) % 2 === 1
    const content = isContinued ? trimmed.slice(0, -1) : trimmed
    open = open ? { text: open.text + content, line: open.line } : { text: content, line: index + 1 }
    if (isContinued) continue
    lines.push(open)
    open = null
  }
  if (open) lines.push(open)
  return lines
}

function endOfName(content: string): number {
  for (let index = 0; index < content.length; index++) {
    const character = content.charAt(index)
    if (character === '\\') index++
    else if (/[=: \t\f]/.test(character)) return index
  }
  return content.length
}

function withoutEscapes(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, hex: string | undefined, character = '') =>
    hex === undefined ? (escapes[character] ?? character) : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
