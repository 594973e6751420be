import type { MessageFormat } from '#lib/contract/message-formats.ts'
import { coordinatorTopics } from '#lib/decode/coordinator-topics.ts'
import { type CelExpression, compileCel } from './cel-expression.ts'
import { FaultCounter, type FilterFault, nameOfType, type Words } from './cel-faults.ts'
import { RequiredText } from './cel-required-text.ts'
import type { Condition } from './condition.ts'
import type { FilterableRecord } from './filterable-record.ts'
import { type PayloadOptions, RecordVariables } from './record-variables.ts'

/** So many are decoded in any case, so that a field that no record has is noticed also where no record matches. */
const ALWAYS_ASKED = 10_000

/** Formats in which text stands in the bytes as it is, or escaped as JSON does. */
const verbatimFormats: ReadonlySet<MessageFormat> = new Set(['auto', 'string', 'json', 'xml'])

export class CelCondition implements Condition {
  readonly #expression: CelExpression
  readonly #variables: RecordVariables
  readonly #required: RequiredText
  readonly #faults = new FaultCounter()
  #asked = 0
  #isComplete = true

  constructor(text: string, options: PayloadOptions) {
    this.#expression = compileCel(text)
    this.#variables = new RecordVariables(options, this.#expression.tree)
    this.#required = new RequiredText(this.#expression.tree, (variable) => isVerbatim(variable, options))
  }

  mayMatch(recordsBytes: Buffer): boolean {
    return this.#isWorthAsking(recordsBytes, 0, recordsBytes.length)
  }

  matches(record: FilterableRecord): boolean {
    const { bytes, keyFrom, valueFrom, headersFrom, headersTo } = record
    const from = keyFrom >= 0 ? keyFrom : valueFrom >= 0 ? valueFrom : headersFrom
    if (!this.#isWorthAsking(bytes, from, headersTo)) return false
    this.#asked++
    const { maxRecordBytes, because } = this.#expression.limits
    if (headersTo - from > maxRecordBytes) {
      this.#faults.add(tooLarge(maxRecordBytes, because))
      return false
    }
    return this.#evaluate(record)
  }

  faults(): FilterFault[] {
    return this.#faults.list(this.#isComplete)
  }

  faultKinds(): string[] {
    return this.#faults.kinds()
  }

  #isWorthAsking(bytes: Buffer, from: number, to: number): boolean {
    if (this.#required.isEmpty || this.#asked < ALWAYS_ASKED) return true
    if (this.#required.mayBeBetween(bytes, from, to)) return true
    this.#isComplete = false
    return false
  }

  #evaluate(record: FilterableRecord): boolean {
    this.#variables.take(record)
    // Where every record fails, most of the time would go into stacks that nobody reads.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    try {
      const result = this.#expression.evaluate(this.#variables)
      if (typeof result === 'boolean') return result
      this.#faults.add(notBoolean(result))
    } catch (error) {
      this.#faults.addError(error, this.#variables)
    } finally {
      Error.stackTraceLimit = stackTraceLimit
    }
    return false
  }
}

function isVerbatim(variable: string, { topic, keyFormat, valueFormat }: PayloadOptions): boolean {
  if (variable === 'headers') return true
  if (coordinatorTopics.has(topic)) return false
  if (variable === 'key') return verbatimFormats.has(keyFormat)
  return variable === 'value' && verbatimFormats.has(valueFormat)
}

function tooLarge(maxBytes: number, because: string): Words {
  const limit = `${maxBytes / 1024} KiB`
  return {
    many: `are larger than ${limit}, too large for a filter that ${because}`,
    one: `is larger than ${limit}, too large for a filter that ${because}`,
  }
}

function notBoolean(result: unknown): Words {
  const what = nameOfType(result)
  return { many: `give ${what} instead of true or false`, one: `gives ${what} instead of true or false` }
}
