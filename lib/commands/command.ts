/** A command that a person can paste into a shell to see the same by hand. */
export interface Command {
  /** The family it comes from: Kafka's own scripts, kcat, … */
  readonly tool: string
  readonly text: string
}

export function kafkaScript(script: string, bootstrap: readonly string[], args: readonly string[]): Command {
  return { tool: 'kafka', text: [script, '--bootstrap-server', bootstrap.join(','), ...args].map(quote).join(' ') }
}

export function kcat(bootstrap: readonly string[], args: readonly string[]): Command {
  return { tool: 'kcat', text: ['kcat', '-b', bootstrap.join(','), ...args].map(quote).join(' ') }
}

/** Quotes for a POSIX shell, and only what needs it. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** For a comment: what stands in it can neither end it nor steer the terminal that it is pasted into. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ')
}

/** A program that a shell hands to what runs it. What it holds as text has no lines, so none of its lines ends it. */
export function asHereDocument(command: string, program: string): string {
  return `${command} <<'END'\n${program}\nEND`
}

/** Lines that a shell hands to a command as they are, up to a word that is none of them. */
export function linesAsHereDocument(command: string, lines: readonly string[]): string {
  let end = 'END'
  while (lines.includes(end)) end += '_'
  return [`${command} <<'${end}'`, ...lines, end].join('\n')
}
