import type { NewRecord } from '#lib/contract/produce.ts'
import { type Command, kcat, quote } from './command.ts'
import type { Production } from './produce.ts'
import { acksSettings, base64Of, Remarks, textOf } from './produce-parts.ts'

/** Signs that part what kcat reads, and hardly ever stand in it. */
const SEPARATORS = [
  ['\\x1e', '\u001e'],
  ['\\x1f', '\u001f'],
  ['\\x1d', '\u001d'],
] as const

export function kcatProducer(production: Production): Command {
  const remarks = new Remarks('#', production)
  if (production.partitioner === 'roundrobin') remarks.add('kcat does not go round: each goes where chance puts it')
  const commands = production.records.map((record) => oneRecord(production, record, remarks))
  return { tool: 'kcat', text: remarks.before(commands.join('\n')) }
}

function oneRecord(production: Production, record: NewRecord, remarks: Remarks): string {
  const { bootstrap, topic, acks, compression, partitioner } = production
  if (record.timestampMs !== undefined) remarks.add('kcat cannot set the time: it is now')
  const value = record.value === null ? '' : textOf(record.value)
  const isMany = value === null || value.includes('\n')
  const separator = SEPARATORS.find(([, sign]) => value === null || !value.includes(sign)) ?? SEPARATORS[0]
  const args = [
    ...['-P', '-t', topic],
    ...(record.partition === undefined ? [] : ['-p', String(record.partition)]),
    ...keyOf(record, remarks),
    ...headersOf(record, remarks),
    ...(record.value === null ? ['-Z'] : []),
    ...(isMany ? ['-D', separator[0]] : []),
    ...(compression === 'none' ? [] : ['-z', compression]),
    ...['-X', `acks=${acksSettings[acks]}`],
    // Its own default puts keys elsewhere than Java does.
    ...(record.partition === undefined
      ? ['-X', `partitioner=${partitioner === 'key' ? 'murmur2_random' : 'random'}`]
      : []),
  ]
  const { text } = kcat(bootstrap, args)
  if (value === null && record.value) return `echo ${quote(base64Of(record.value))} | base64 -d | ${text}`
  return value === '' ? `echo | ${text}` : `printf %s ${quote(value ?? '')} | ${text}`
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
