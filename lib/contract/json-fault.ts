import { type JsonFaultReason, JsonScanner, NOT_JSON, toJsonUnits } from './json-scanner.ts'

/** Where JSON stops being JSON. Line and column count from one. */
export interface JsonFault {
  readonly message: string
  readonly line: number
  readonly column: number
}

const MAX_DEPTH = 1_000

const messages: Readonly<Record<JsonFaultReason, string>> = {
  value: 'a value is missing',
  'unknown-value': 'this is no value; text stands in double quotes',
  name: 'a name in double quotes is missing',
  colon: 'a colon is missing',
  'comma-or-brace': 'a comma or } is missing',
  'comma-or-bracket': 'a comma or ] is missing',
  escape: 'this escape is not known',
  'control-character': 'a line ends within text; write \\n for it',
  unterminated: 'this text has no end',
  depth: 'it is nested too deep',
  trailing: 'there is text after the end',
}

/** Finds the first fault, because the messages of browsers differ, and some have no position. null: valid JSON. */
export function findJsonFault(text: string): JsonFault | null {
  const scanner = new JsonScanner(MAX_DEPTH)
  scanner.start(toJsonUnits(text), text.length)
  if (scanner.document(0) !== NOT_JSON) return null
  const { faultAt, faultReason } = scanner
  const before = text.slice(0, faultAt)
  const lineStart = before.lastIndexOf('\n') + 1
  return { message: messages[faultReason], line: before.split('\n').length, column: faultAt - lineStart + 1 }
}
