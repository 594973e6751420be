import type { MessageFormat } from '#lib/contract/message-formats.ts'

/** The expression of a program for the bytes of a key typed in a format; null: it has none. */
export interface KeyWriter {
  readonly text: (data: string) => string
  readonly hex: (digits: string) => string
  readonly base64: (data: string) => string
  readonly number: (format: NumberFormat, data: string) => string
}

export type NumberFormat = 'int8' | 'int16' | 'int32' | 'int64' | 'float' | 'double'

export function writeKey(writer: KeyWriter, format: MessageFormat, data: string): string | null {
  switch (format) {
    case 'auto':
    case 'string':
    case 'json':
    case 'xml':
      return writer.text(data)
    case 'hex':
      return writer.hex(data.replace(/\s|^0x/g, ''))
    case 'uuid':
      return writer.hex(data.trim().replaceAll('-', ''))
    case 'base64':
      return writer.base64(data)
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'float':
    case 'double':
      return Number.isNaN(Number(data)) ? null : writer.number(format, data.trim())
    case 'offsets':
    case 'transactions':
      return null
    default:
      return format satisfies never
  }
}
