// CSV as RFC 4180 has it, and so that no spreadsheet takes a cell for a formula.

/** What a spreadsheet might calculate; the last four are the full-width forms of the first. */
const FORMULA = /^([\t\r\n]|\s*[=+\-@＝＋－＠])/
const PLAIN_NUMBER = /^[+-]?((\d+|\d{1,3}(,\d{3})+)(\.\d+)?|\.\d+)([eE][+-]?\d+)?$/
/**
 * Where a spreadsheet that separates by semicolons begins another cell: it takes a quote that follows a comma for text, so
 * that neither semicolons nor line breaks are held together by it.
 */
const INNER_CELL = /(?<=[;\r\n])[^;\r\n]+/g
/** Of an inner cell, the quotes before the sign are no protection either. */
const INNER_FORMULA = /^["'\s]*[=+\-@＝＋－＠]/
const NEEDS_QUOTES = /[",\r\n]/
const LINE_END = '\r\n'

/** null is an empty cell, and empty text is one with quotes. */
export function writeCsvLine(cells: readonly (string | number | boolean | null)[]): string {
  return cells.map(writeCell).join(',') + LINE_END
}

function writeCell(cell: string | number | boolean | null): string {
  if (cell === null) return ''
  const text = String(cell)
  if (text === '') return '""'
  const safe = asText(text).replace(INNER_CELL, asInnerText)
  return NEEDS_QUOTES.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

function asInnerText(cell: string): string {
  return INNER_FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : asText(cell)
}

function asText(cell: string): string {
  return FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell
}
