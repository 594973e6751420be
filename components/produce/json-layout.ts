import { readJson, writeJson } from '#lib/format/lossless-json.ts'

/** On one line where it has several, and indented otherwise; null: it is no JSON, or nested too deep. */
export function relaidJson(text: string): string | null {
  const node = readJson(text)
  return node && writeJson(node, isOnLines(text) ? '' : '  ')
}

/** Whether the button makes it compact. */
export function isOnLines(text: string): boolean {
  return text.trim().includes('\n')
}
