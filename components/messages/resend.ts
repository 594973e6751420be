import type { Message, Payload } from '#lib/contract/messages.ts'
import type { NewRecord, TypedPayload } from '#lib/contract/produce.ts'

/** A record to be sent again byte for byte; null: not all of it is known. Its key and value were read as base64. */
export function recordToResend(message: Message, keepsPartition: boolean): NewRecord | null {
  const { key, value, headers, headerCount, partition, control } = message
  const typed = headers.map((header) => ({ name: header.name, value: header.value && typedPayload(header.value) }))
  const isKnown = [key, value].every((payload) => payload === null || isBytes(payload))
  const areHeadersKnown =
    headers.length === headerCount && headers.every((header, at) => header.value === null || typed[at]?.value)
  if (control || !isKnown || !areHeadersKnown) return null
  return {
    key: key && { format: 'base64', data: key.text },
    value: value && { format: 'base64', data: value.text },
    headers: typed,
    ...(keepsPartition && { partition }),
  }
}

function isBytes({ format, truncated, problem }: Payload): boolean {
  return format === 'base64' && !truncated && problem === undefined
}

/** null: its bytes cannot be told from its text. */
function typedPayload({ format, text, truncated }: Payload): TypedPayload | null {
  if (truncated) return null
  switch (format) {
    case 'string':
    case 'json':
    case 'xml':
      return { format: 'string', data: text }
    case 'hex':
    case 'base64':
    case 'int32':
    case 'int64':
      return { format, data: text }
    case 'uuid':
      return { format: 'hex', data: text.replaceAll('-', '') }
    default:
      return null
  }
}
