import type { MessageFormat, ReadFormat } from '#lib/contract/message-formats.ts'
import { coordinatorTopics } from './coordinator-topics.ts'
import { looksLikeJson } from './json.ts'
import { type PayloadContext, type ReadContext, type ReadPayload, Unreadable } from './payload-format.ts'
import { guessOrder, payloadFormats } from './payload-formats.ts'

/** What bytes say, in the format that was chosen or that they look like. Never throws, whatever the bytes. */
export function readPayload(bytes: Buffer, format: MessageFormat, context: ReadContext): ReadPayload {
  if (format !== 'auto') return readAs(bytes, format, context)
  const { guessed, reason } = guessFormat(bytes, context)
  return { ...readAs(bytes, guessed, context), reason }
}

function readAs(bytes: Buffer, format: ReadFormat, context: ReadContext): ReadPayload {
  const { read, fallback } = payloadFormats[format]
  const found = read(bytes, context)
  if (!(found instanceof Unreadable)) return { format, ...found }
  return { ...readAs(bytes, fallback, context), problem: found.problem }
}

interface Guess {
  readonly guessed: ReadFormat
  readonly reason: string
}

function guessFormat(bytes: Buffer, context: PayloadContext): Guess {
  for (const guessed of guessOrder) {
    const reason = payloadFormats[guessed].recognise?.(bytes, context)
    if (typeof reason === 'string') return { guessed, reason }
  }
  return { guessed: 'hex', reason: 'Of no format that is known' }
}

/** What a filter sees: the same that is shown, as a value. Integers that a number cannot hold are bigints. */
export function payloadValue(bytes: Buffer, format: MessageFormat, context: PayloadContext): unknown {
  if (format !== 'auto') return valueAs(bytes, format, context)
  if (mayBeJson(bytes, context)) {
    const value = payloadFormats.json.value(bytes, context)
    if (!(value instanceof Unreadable)) return value
  }
  return valueAs(bytes, guessFormat(bytes, context).guessed, context)
}

/** Most payloads are, and finding it out twice takes twice as long. */
function mayBeJson(bytes: Buffer, { topic }: PayloadContext): boolean {
  return !coordinatorTopics.has(topic) && looksLikeJson(bytes)
}

function valueAs(bytes: Buffer, format: ReadFormat, context: PayloadContext): unknown {
  const { value, fallback } = payloadFormats[format]
  const found = value(bytes, context)
  return found instanceof Unreadable ? valueAs(bytes, fallback, context) : found
}
