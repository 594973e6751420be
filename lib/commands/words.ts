/** Quotes for a POSIX shell, and only what needs it. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** For a comment: what stands in it can neither end it nor steer the terminal that it is pasted into. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ')
}

/** Comments for a shell, and for Python: one line each, whatever they quote. */
export function comments(lines: readonly string[]): string {
  return lines.map((line) => `# ${oneLine(line)}\n`).join('')
}
