import { createBrowserStore } from '#lib/client/browser-store.ts'
import { compressions, produceFormats } from '#lib/contract/message-formats.ts'
import type { HeaderEntry, PayloadEntry } from './payload-entry.ts'
import { emptyForm, type ProduceForm } from './produce-form.ts'

/** The fields of a form that a template keeps: a file stays where it is. */
export type TemplateFields = Omit<ProduceForm, 'file'>

export interface ProduceTemplate {
  readonly name: string
  readonly fields: TemplateFields
}

const TEMPLATES_KEY = 'highwater.produce-templates'

/** Browsers keep about five million characters, for everything of a site together. */
const MAX_TEMPLATES = 50
const MAX_LENGTH = 200_000
const MAX_TOTAL_LENGTH = 1_500_000

const NONE: readonly ProduceTemplate[] = []
const store = createBrowserStore(TEMPLATES_KEY, parseTemplates, NONE)

/** The templates of this browser, by name, and how to change them. */
export function useProduceTemplates() {
  return { templates: store.useValue(), change: store.write }
}

/** Of two with one name the later one stays. */
export function withTemplate(
  templates: readonly ProduceTemplate[],
  name: string,
  { file: _file, ...fields }: ProduceForm,
): readonly ProduceTemplate[] {
  const others = withoutTemplate(templates, name)
  return [...others, { name, fields }].sort((a, b) => a.name.localeCompare(b.name))
}

export function withoutTemplate(templates: readonly ProduceTemplate[], name: string): readonly ProduceTemplate[] {
  return templates.filter((template) => template.name !== name)
}

/** Why a form cannot be saved under a name. */
export function saveProblem(templates: readonly ProduceTemplate[], name: string, form: ProduceForm): string | null {
  if (name === '') return 'Enter a name'
  const changed = withTemplate(templates, name, form)
  if (changed.length > MAX_TEMPLATES) return `This browser keeps ${MAX_TEMPLATES} templates: delete one first`
  const saved = changed.find((template) => template.name === name)
  if (JSON.stringify(saved).length > MAX_LENGTH)
    return 'The form is too large for a template: at most 200,000 characters'
  return JSON.stringify(changed).length > MAX_TOTAL_LENGTH ? 'There is no room for it: delete a template first' : null
}

/** The form with a template; a topic that is chosen already stays. */
export function fromTemplate({ fields }: ProduceTemplate, { topic, file }: ProduceForm): ProduceForm {
  return { ...fields, topic: topic || fields.topic, file }
}

/** What was stored, without what is not as it should be. */
export function parseTemplates(text: string | null): readonly ProduceTemplate[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(stored) ? stored.flatMap((one) => readTemplate(one) ?? []).slice(0, MAX_TEMPLATES) : NONE
  } catch {
    return NONE
  }
}

function readTemplate(stored: unknown): ProduceTemplate | null {
  if (!isObject(stored) || typeof stored.name !== 'string' || !isObject(stored.fields)) return null
  const fields = readFields(stored.fields)
  return fields && { name: stored.name, fields }
}

type Stored = Readonly<Record<string, unknown>>

/** null: a field that another release knows differently. */
function readFields(stored: Stored): TemplateFields | null {
  const { key, value, headers, time } = stored
  if (!isPayload(key) || !isPayload(value) || !Array.isArray(headers) || !headers.every(isHeader)) return null
  const fields = {
    topic: stored.topic,
    lines: stored.lines,
    separator: stored.separator,
    partition: stored.partition,
    keepsPartitions: stored.keepsPartitions,
    keepsTimestamps: stored.keepsTimestamps,
    amount: oneOf(['one', 'many', 'file'], stored.amount),
    lineKind: oneOf(['records', 'values'], stored.lineKind),
    partitioning: oneOf(['key', 'roundrobin', 'chosen'], stored.partitioning),
    compression: oneOf(compressions, stored.compression),
    acks: oneOf(['all', 'leader', 'none'], stored.acks),
  } as const
  if (!areLikeInForm(fields) || (typeof time !== 'string' && typeof time !== 'number')) return null
  return { ...fields, key, value, headers, time }
}

type PlainFields = Omit<TemplateFields, 'key' | 'value' | 'headers' | 'time'>

/** Choices were compared with what can be chosen, so that only their types are left. */
function areLikeInForm(fields: Readonly<Record<keyof PlainFields, unknown>>): fields is PlainFields {
  return Object.entries(fields).every(([name, part]) => typeof part === typeof Reflect.get(emptyForm, name))
}

function oneOf<Choice extends string>(choices: readonly Choice[], stored: unknown): Choice | undefined {
  return choices.find((choice) => choice === stored)
}

function isObject(stored: unknown): stored is Stored {
  return typeof stored === 'object' && stored !== null
}

function isPayload(stored: unknown): stored is PayloadEntry {
  if (!isObject(stored)) return false
  const { isNull, format, text } = stored
  return typeof isNull === 'boolean' && oneOf(produceFormats, format) !== undefined && typeof text === 'string'
}

function isHeader(stored: unknown): stored is HeaderEntry {
  return isObject(stored) && typeof stored.id === 'number' && typeof stored.name === 'string' && isPayload(stored.value)
}
