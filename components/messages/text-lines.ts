/** What fits beside the table. */
const MAX_LINE_LENGTH = 96

/** The lines of a text, with long ones wrapped between characters. */
export function textLines(text: string, widest = MAX_LINE_LENGTH): string[] {
  return text.split('\n').flatMap((line) => cut(line, widest))
}

function cut(line: string, widest: number): string[] {
  if (line.length <= widest) return [line]
  const pieces: string[] = []
  for (let from = 0; from < line.length; ) {
    const last = line.charCodeAt(from + widest - 1)
    const to = from + (last >= 0xd800 && last <= 0xdbff ? Math.max(1, widest - 1) : widest)
    pieces.push(line.slice(from, to))
    from = to
  }
  return pieces
}
