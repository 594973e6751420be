import type { ReadFormat } from '#lib/contract/message-formats.ts'
import { base64Format, hexFormat, numberFormats } from './bytes.ts'
import { offsetsFormat, transactionsFormat } from './coordinator-topics.ts'
import { jsonFormat } from './json.ts'
import type { PayloadFormat } from './payload-format.ts'
import { stringFormat } from './text.ts'
import { uuidFormat } from './uuid.ts'
import { xmlFormat } from './xml.ts'

/** All of them; where nobody chose one, they are asked in this order, and hex takes what nobody knows. */
export const payloadFormats: Readonly<Record<ReadFormat, PayloadFormat>> = {
  offsets: offsetsFormat,
  transactions: transactionsFormat,
  json: jsonFormat,
  xml: xmlFormat,
  ...numberFormats,
  uuid: uuidFormat,
  string: stringFormat,
  base64: base64Format,
  hex: hexFormat,
}

/** The keys of an object literal that nothing is added to are those of its type. */
export const guessOrder = Object.keys(payloadFormats) as readonly ReadFormat[]
