import { isUtf8 } from 'node:buffer'
import type { ASTNode } from '@marcbachmann/cel-js'
import type { MessageFormat } from '#lib/contract/message-formats.ts'
import { coordinatorTopics } from '#lib/decode/coordinator-topics.ts'
import { JsonFieldReader } from '#lib/decode/json-fields.ts'
import { payloadValue } from '#lib/decode/payload.ts'
import { fieldsRead } from './cel-fields.ts'
import type { FilterableRecord } from './filterable-record.ts'

export interface PayloadOptions {
  readonly topic: string
  readonly keyFormat: MessageFormat
  readonly valueFormat: MessageFormat
}

/** What an expression can name, read from the record only where it is named, and no more of it than is named. */
export class RecordVariables {
  readonly #options: PayloadOptions
  readonly #keyFields: JsonFieldReader | null
  readonly #valueFields: JsonFieldReader | null
  #record: FilterableRecord | null = null
  #key: unknown
  #value: unknown

  constructor(options: PayloadOptions, tree: ASTNode) {
    this.#options = options
    this.#keyFields = fieldReader(tree, 'key', options.keyFormat, options.topic)
    this.#valueFields = fieldReader(tree, 'value', options.valueFormat, options.topic)
  }

  take(record: FilterableRecord): void {
    this.#record = record
    this.#key = undefined
    this.#value = undefined
  }

  get key(): unknown {
    if (this.#key === undefined) this.#key = this.#read('key')
    return this.#key
  }

  get value(): unknown {
    if (this.#value === undefined) this.#value = this.#read('value')
    return this.#value
  }

  get headers(): Map<string, unknown[]> {
    const lists = new Map<string, unknown[]>()
    for (const { name, value } of this.#record?.headers() ?? []) {
      const list = lists.get(name)
      if (list) list.push(headerValue(value))
      else lists.set(name, [headerValue(value)])
    }
    return lists
  }

  get partition(): bigint {
    return BigInt(this.#record?.partition ?? 0)
  }

  get offset(): bigint {
    return BigInt(this.#record?.offset ?? 0)
  }

  /** undefined where there is none, or one that no calendar can hold. */
  get timestamp(): Date | undefined {
    const timestampMs = this.#record?.timestampMs ?? null
    if (timestampMs === null) return undefined
    const time = new Date(timestampMs)
    return Number.isNaN(time.getTime()) ? undefined : time
  }

  #read(part: 'key' | 'value'): unknown {
    if (!this.#record) return null
    const { bytes, keyFrom, keyTo, valueFrom, valueTo } = this.#record
    const [from, to] = part === 'key' ? [keyFrom, keyTo] : [valueFrom, valueTo]
    if (from < 0) return null
    const fields = (part === 'key' ? this.#keyFields : this.#valueFields)?.read(bytes, from, to)
    if (fields !== undefined) return fields
    const { topic, keyFormat, valueFormat } = this.#options
    const key = keyFrom < 0 ? null : bytes.subarray(keyFrom, keyTo)
    return payloadValue(bytes.subarray(from, to), part === 'key' ? keyFormat : valueFormat, { topic, part, key })
  }
}

/** null: what is read is not known to be JSON, or is read as a whole. */
function fieldReader(tree: ASTNode, variable: string, format: MessageFormat, topic: string): JsonFieldReader | null {
  if (format !== 'json' && (format !== 'auto' || coordinatorTopics.has(topic))) return null
  const fields = fieldsRead(tree, variable)
  return fields && new JsonFieldReader(fields)
}

function headerValue(value: Buffer | null): unknown {
  return value !== null && isUtf8(value) ? value.toString() : value
}
