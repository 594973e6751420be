import { type ProduceFormat, produceFormats } from '#lib/contract/message-formats.ts'
import type { Message, Payload } from '#lib/contract/messages.ts'
import { emptyPayload, type PayloadEntry } from './payload-entry.ts'
import { emptyForm, type ProduceForm } from './produce-form.ts'

/** The original bytes are needed for payloads whose readable form cannot always be converted back. */
const SAME_WHEN_TYPED: ReadonlySet<string> = new Set<ProduceFormat>(['string', 'json', 'base64', 'int32', 'int64'])

/** Whether the shown key and value are complete, and typing them produces the same bytes. */
export function isWhole({ key, value }: Message): boolean {
  return [key, value].every((payload) => payload === null || canBeTyped(payload))
}

function canBeTyped({ format, truncated, problem }: Payload): boolean {
  return SAME_WHEN_TYPED.has(format) && !truncated && problem === undefined
}

/** The form filled with a record. `lost` names what could not be copied. */
export function formOf(topic: string, record: Message): { form: ProduceForm; lost: string | null } {
  const { key, value, headers, headerCount } = record
  const whole = headers.filter(({ name, value: held }) => name !== '' && (held === null || canBeTyped(held)))
  const form: ProduceForm = {
    ...emptyForm,
    topic,
    key: entryOf(key),
    value: entryOf(value),
    headers: whole.map((header, id) => ({ id, name: header.name, value: entryOf(header.value) })),
  }
  const lostCount = headerCount - whole.length
  const losses = [
    ...(lostCount > 0 ? [`${lostCount} of ${headerCount} headers could not be copied`] : []),
    ...(losesLineEnds(form) ? ['If the text is edited, line breaks other than \\n are lost'] : []),
  ]
  return { form, lost: losses.length > 0 ? losses.join('. ') : null }
}

/** Text areas have no carriage returns, and text fields no line breaks at all. */
function losesLineEnds({ key, value, headers }: ProduceForm): boolean {
  return `${key.text}${value.text}`.includes('\r') || headers.some((header) => /[\r\n]/.test(header.value.text))
}

function entryOf(payload: Payload | null): PayloadEntry {
  if (payload === null) return { ...emptyPayload, isNull: true }
  const format = produceFormats.find((candidate) => candidate === payload.format) ?? 'string'
  return { isNull: false, format, text: payload.text }
}
