import type { NewRecord } from '#lib/contract/produce.ts'
import { type Command, kcat, quote } from './command.ts'
import type { Production } from './produce.ts'
import { acksSettings, base64Of, bytesOf, Remarks, textOf } from './produce-parts.ts'

/** Signs that part what kcat reads, and hardly ever stand in it. */
const SEPARATORS = [
  ['\\x1e', 0x1e],
  ['\\x1f', 0x1f],
  ['\\x1d', 0x1d],
] as const
const KEY_SEPARATORS = [':', '|', '~', '^', '::::']

export function kcatProducer(production: Production): Command {
  const remarks = new Remarks('#', production)
  if (production.partitioner === 'roundrobin') remarks.add('kcat does not go round: each goes where chance puts it')
  const commands = production.records.map((record) => oneRecord(production, record, remarks))
  return { tool: 'kcat', text: remarks.before(commands.join('\n')) }
}

function oneRecord(production: Production, record: NewRecord, remarks: Remarks): string {
  const { bootstrap, topic, acks, compression, partitioner } = production
  if (record.timestampMs !== undefined) remarks.add('kcat cannot set the time: it is now')
  const input = inputOf(record, remarks)
  if (input === null) return '# left out'
  const args = [
    ...['-P', '-t', topic],
    ...(record.partition === undefined ? [] : ['-p', String(record.partition)]),
    ...input.args,
    ...headersOf(record, remarks),
    ...(compression === 'none' ? [] : ['-z', compression]),
    ...['-X', `acks=${acksSettings[acks]}`],
    // Its own default puts keys elsewhere than Java does.
    ...(record.partition === undefined
      ? ['-X', `partitioner=${partitioner === 'key' ? 'murmur2_random' : 'random'}`]
      : []),
  ]
  return `${input.from} | ${kcat(bootstrap, args).text}`
}

interface Input {
  readonly from: string
  readonly args: readonly string[]
}

/** What kcat reads, and how; null: it cannot be told. It sends nothing for an empty line, but a key alone it does. */
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
