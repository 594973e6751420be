const ERROR_LEVEL = 50
/** How Next begins the lines of errors that it writes itself. */
const NEXT_ERROR = '⨯'

/** The lines of a dashboard's log that tell of an error at a time that nothing explains. */
export function errorLines(log: string, isExplained: (atMs: number) => boolean): string[] {
  return log.split('\n').filter((line) => {
    if (line.trimStart().startsWith(NEXT_ERROR)) return true
    const { level, time } = parse(line)
    return level !== undefined && level >= ERROR_LEVEL && !isExplained(Date.parse(time ?? ''))
  })
}

function parse(line: string): { readonly level?: number; readonly time?: string } {
  try {
    return line.startsWith('{') ? JSON.parse(line) : {}
  } catch {
    return {}
  }
}
