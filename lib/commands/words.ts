/**
 * Characters that a terminal acts on, or that nobody sees: pasted as they are, they could run something else than what
 * is shown. Spaces other than the plain one are among them.
 */
const UNPRINTABLE = /[[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]--[ ]]/gv

/** Quotes for a shell, only where necessary. What cannot be seen is written as an escape, which sh itself does not know. */
export function quote(word: string): string {
  // zsh takes a leading = for the path of a command.
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word)) return word
  return isPrintable(word) ? `'${word.replaceAll("'", `'\\''`)}'` : `$'${escapeWord(word)}'`
}

export function isPrintable(text: string): boolean {
  return text.search(UNPRINTABLE) === -1
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Bytes in octal, because \u depends on the shell's locale, and \x takes more digits in some shells. */
function escapeWord(word: string): string {
  return word
    .replace(/[\\']/g, '\\$&')
    .replaceAll('!', '\\041')
    .replace(UNPRINTABLE, (sign) => shortEscapes[sign] ?? octalBytes(sign))
}

function octalBytes(sign: string): string {
  return Array.from(new TextEncoder().encode(sign), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}

/** For a comment: the text can neither end it nor control the terminal it is pasted into. */
export function oneLine(text: string): string {
  return escapePrograms.javascript(text.replace(/[\s\p{Cc}]+/gu, ' '))
}

/**
 * Escapes for the strings of a program: of a text that is a program already, only what cannot be seen changes, and lines
 * stay lines.
 */
export const escapePrograms = {
  javascript: (program: string) => escapeUnseen(program, (code) => `\\u{${code.toString(16)}}`),
  python: (program: string) => escapeUnseen(program, (code) => `\\U${code.toString(16).padStart(8, '0')}`),
} as const

function escapeUnseen(program: string, write: (code: number) => string): string {
  return program.replace(UNPRINTABLE, (sign) => (sign === '\n' ? sign : write(sign.codePointAt(0) ?? 0)))
}

/** Comments for a shell or Python: one line each, whatever they quote. */
export function comments(lines: readonly string[]): string {
  return lines.map((line) => `# ${oneLine(line)}\n`).join('')
}
