import type { NewRecord } from '#lib/contract/produce.ts'
import { type Command, commandOf, kcatText, linesAsHereDocument } from './command.ts'
import { acksSettings, base64Of, bytesOf, type Production, Remarks, textOf } from './produce-parts.ts'
import { isPrintable, quote } from './words.ts'

/** Separators that hardly ever occur in keys or values. */
const SEPARATORS = [
  ['\\x1e', 0x1e],
  ['\\x1f', 0x1f],
  ['\\x1d', 0x1d],
] as const
const KEY_SEPARATORS = [':', '|', '~', '^', '::::']

export function kcatProducer(production: Production): Command {
  const remarks = new Remarks('#', production)
  if (production.partitioner === 'roundrobin') remarks.add('kcat does not go round: each goes where chance puts it')
  const text =
    sameWay(production, remarks) ??
    production.records.map((record) => oneRecord(production, record, remarks)).join('\n')
  return commandOf('kcat', production.client, remarks.before(text))
}

/** One kcat that reads them line by line; null: not all are single lines, or their options differ. */
function sameWay(production: Production, remarks: Remarks): string | null {
  const [first, ...rest] = production.records
  if (!first || rest.length === 0) return null
  const way = (record: NewRecord) => JSON.stringify([record.partition, record.headers])
  if (rest.some((record) => way(record) !== way(first))) return null
  const keys = textsOf(production.records.map(({ key = null }) => key))
  const values = textsOf(production.records.map(({ value }) => value))
  if (!keys || !values) return null
  const hasKeys = keys.some((key) => key !== null)
  // Without a key, kcat sends nothing for an empty line; with one, it reads an empty field as either empty or null.
  if (hasKeys ? keys.some((key) => !key) : values.some((value) => !value)) return null
  const hasNull = values.includes(null)
  if (hasNull && values.includes('')) return null
  const separator = KEY_SEPARATORS.find((sign) => !keys.some((key) => key?.includes(sign)))
  if (hasKeys && separator === undefined) return null
  const parting = hasKeys && separator !== undefined ? ['-K', separator, ...(hasNull ? ['-Z'] : [])] : []
  const lines = values.map((value, index) => (hasKeys ? `${keys[index]}${separator}${value ?? ''}` : (value ?? '')))
  return linesAsHereDocument(kcatText(production.client, argumentsOf(production, first, parting, remarks)), lines)
}

/** null: one of them is not a single line of printable text. */
function textsOf(payloads: readonly NewRecord['value'][]): (string | null)[] | null {
  const texts = payloads.map((payload) => (payload === null ? null : textOf(payload)))
  const areLines = texts.every((text, index) => (text === null ? payloads[index] === null : isPrintable(text)))
  return areLines ? texts : null
}

function oneRecord(production: Production, record: NewRecord, remarks: Remarks): string {
  const input = inputOf(record, remarks)
  if (input === null) return '# left out'
  return `${input.from} | ${kcatText(production.client, argumentsOf(production, record, input.args, remarks))}`
}

/** `parting`: the separator of key and value, and that of messages. */
function argumentsOf(
  { topic, acks, compression, partitioner }: Production,
  record: NewRecord,
  parting: readonly string[],
  remarks: Remarks,
): string[] {
  if (record.timestampMs !== undefined) remarks.add('kcat cannot set the time: it is now')
  return [
    ...['-P', '-t', topic],
    ...(record.partition === undefined ? [] : ['-p', String(record.partition)]),
    ...parting,
    ...headersOf(record, remarks),
    ...(compression === 'none' ? [] : ['-z', compression]),
    ...['-X', `acks=${acksSettings[acks]}`],
    // Its default partitioner differs from Java's.
    ...(record.partition === undefined
      ? ['-X', `partitioner=${partitioner === 'key' ? 'murmur2_random' : 'random'}`]
      : []),
  ]
}

interface Input {
  readonly from: string
  readonly args: readonly string[]
}

/**
 * The input of kcat, and how it is read; null: not possible. It sends nothing for an empty line, but it does for a key
 * alone.
 */
function inputOf(record: NewRecord, remarks: Remarks): Input | null {
  const { value } = record
  const bytes = value && bytesOf(value)
  if (!value || !bytes || bytes.length === 0) return keyAlone(record, remarks)
  const text = textOf(value)
  const separator = SEPARATORS.find(([, sign]) => !bytes.includes(sign)) ?? SEPARATORS[0]
  const parting = text === null || text.includes('\n') ? ['-D', separator[0]] : []
  return {
    from: text === null ? `echo ${quote(base64Of(value))} | base64 -d` : `printf %s ${quote(text)}`,
    args: [...keyOf(record, remarks), ...parting],
  }
}

function keyAlone({ key = null, value }: NewRecord, remarks: Remarks): Input | null {
  const text = key === null ? '' : textOf(key)
  const separator = text === null ? undefined : KEY_SEPARATORS.find((sign) => !text.includes(sign))
  const isClear = separator !== undefined && !text?.includes('\n') && (text !== '' || (key === null && value === null))
  if (!isClear) {
    remarks.add('kcat sends an empty message only with a key, and takes an empty key for none')
    return null
  }
  return { from: `printf %s ${quote(text + separator)}`, args: ['-K', separator, ...(value === null ? ['-Z'] : [])] }
}

function keyOf({ key }: NewRecord, remarks: Remarks): string[] {
  if (key === null || key === undefined) return []
  const text = textOf(key)
  if (text === null) remarks.add('kcat takes a key as text, and this one is none: left out')
  else if (text === '') remarks.add('kcat takes an empty key for none')
  return text ? ['-k', text] : []
}

function headersOf({ headers = [] }: NewRecord, remarks: Remarks): string[] {
  return headers.flatMap(({ name, value }) => {
    const text = value === null ? '' : textOf(value)
    if (text === null || name.includes('=') || name === '') {
      remarks.add(`kcat takes headers as name=text: “${name}” is left out`)
      return []
    }
    return ['-H', value === null ? name : `${name}=${text}`]
  })
}
