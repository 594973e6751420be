import type { NewRecord } from '#lib/contract/produce.ts'
import { isSince } from './client.ts'
import { type Command, commandOf, scriptText } from './command.ts'
import { consoleOptions } from './console-options.ts'
import { acksSettings, type Production, Remarks, textOf } from './produce-parts.ts'
import { quote } from './words.ts'

const NULL_MARKERS = ['NULL', '<null>', '\\N', '\u0006'] as const
const SEPARATORS = ['|', '~', '^', '\t', '\u001f']
const NEWER_SCRIPT =
  'before Kafka 3.2 this script writes headers and null as text; a newer one works with old brokers, too'
const HEADER_SIGNS = [',', ':'] as const

/** Writes lines of headers, key and value; what a line cannot carry is left out. */
export function consoleProducer(production: Production): Command {
  const { client, topic, records, acks, compression, partitioner } = production
  const remarks = new Remarks('#', production)
  if (partitioner === 'roundrobin') remarks.add('it does not go round: each goes by its key, or where chance puts it')
  if (records.some(({ partition }) => partition !== undefined)) remarks.add('it cannot choose the partition')
  if (records.some(({ timestampMs }) => timestampMs !== undefined)) remarks.add('it cannot set the time: it is now')
  const hasKeys = records.some(({ key }) => key !== null)
  const hasHeaders = records.some(({ headers = [] }) => headers.length > 0)
  const all = JSON.stringify(records)
  const marker = NULL_MARKERS.find((sign) => !all.includes(sign)) ?? NULL_MARKERS[0]
  const lines = records.map((record) => lineOf(record, { hasKeys, hasHeaders, marker }, remarks))
  const parts = lines.flatMap((line) => (line === null ? [] : [line]))
  if (parts.length === 0) return { tool: 'kafka', text: remarks.before('# nothing is left that it could send') }
  const separator =
    SEPARATORS.find((sign) => !parts.some((line) => line.some((part) => part.includes(sign)))) ?? '\u001f'
  const newer = [
    ...(hasHeaders ? ['parse.headers=true', `headers.delimiter=${separator}`] : []),
    ...(parts.some((line) => line.some((part) => part.includes(marker))) ? [`null.marker=${marker}`] : []),
  ]
  // Neither the oldest releases nor those newer than the newest known one have a version here.
  if (newer.length > 0 && !isSince(client, 3, 2)) remarks.add(NEWER_SCRIPT)
  const properties = [...(hasKeys ? ['parse.key=true', `key.separator=${separator}`] : []), ...newer]
  const options = consoleOptions('producer', client)
  const args = [
    ...['--topic', topic],
    ...properties.flatMap((property) => [options.format, property]),
    ...(compression === 'none' ? [] : ['--compression-codec', compression]),
    ...[options.client, `acks=${acksSettings[acks]}`],
  ]
  const script = scriptText('kafka-console-producer.sh', client, args, options.file)
  const input = parts.map((line) => quote(line.join(separator))).join(' ')
  return commandOf('kafka', client, remarks.before(`printf '%s\\n' ${input} | ${script}`))
}

interface Shape {
  readonly hasKeys: boolean
  readonly hasHeaders: boolean
  /** The marker for null. */
  readonly marker: string
}

function lineOf(record: NewRecord, shape: Shape, remarks: Remarks): string[] | null {
  const value = partOf(record.value, shape)
  const key = partOf(record.key ?? null, shape)
  if (value === null || key === null) {
    remarks.add('it reads lines of text: what has bytes or line breaks in it is left out')
    return null
  }
  return [...(shape.hasHeaders ? [headersOf(record, shape, remarks)] : []), ...(shape.hasKeys ? [key] : []), value]
}

/** null: no line can carry it. */
function partOf(payload: NewRecord['value'], { marker }: Shape): string | null {
  if (payload === null) return marker
  const text = textOf(payload)
  return text === null || /[\r\n]/.test(text) ? null : text
}

function headersOf({ headers = [] }: NewRecord, shape: Shape, remarks: Remarks): string {
  const pairs = headers.flatMap(({ name, value }) => {
    const text = partOf(value, shape)
    const isFit = text !== null && !HEADER_SIGNS.some((sign) => `${name}${text}`.includes(sign)) && name !== ''
    if (!isFit) remarks.add(`it takes headers as name:text with commas: “${name}” is left out`)
    return isFit ? [`${name}:${text}`] : []
  })
  return pairs.length > 0 ? pairs.join(',') : shape.marker
}
