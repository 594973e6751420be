import type { Reader } from '#lib/bytes/reader.ts'

type Primitive = 'int8' | 'int16' | 'uint16' | 'int32' | 'int64' | 'string' | 'bytes' | 'uuid'

interface Nested {
  readonly list?: FieldType
  readonly fields?: readonly Field[]
  /** A structure that may be missing has a byte in front that says whether it is there. */
  readonly nullable?: true
}
type FieldType = Primitive | Nested

/** A field of a record that Kafka's coordinators keep, in the order of the wire. */
export interface Field {
  readonly name: string
  readonly type: FieldType
  readonly since?: number
  readonly until?: number
  /** Optional, and written behind the others. */
  readonly tag?: number
}

export interface RecordSchema {
  readonly fields: readonly Field[]
  /** The newest version known. */
  readonly latest: number
  /** From which version on lengths are of variable size and fields may be optional. */
  readonly flexibleSince: number
}

export function field(name: string, type: FieldType, where: Omit<Field, 'name' | 'type'> = {}): Field {
  return { name, type, ...where }
}

export function listOf(type: FieldType): FieldType {
  return { list: type }
}

export function struct(...fields: Field[]): Nested {
  return { fields }
}

export function optional(nested: Nested): FieldType {
  return { ...nested, nullable: true }
}

export type FieldValue =
  | string
  | number
  | bigint
  | Buffer
  | null
  | readonly FieldValue[]
  | { readonly [name: string]: FieldValue }

type FieldValues = Record<string, FieldValue>

export function readFields(reader: Reader, fields: readonly Field[], version: number): FieldValues {
  const values: FieldValues = {}
  const tagged: Record<number, (content: Reader) => void> = {}
  for (const { name, type, since = 0, until = version, tag } of fields) {
    if (version < since || version > until) continue
    if (tag === undefined) values[name] = readField(reader, type, version)
    else {
      tagged[tag] = (content) => {
        values[name] = readField(content, type, version)
      }
    }
  }
  if (reader.flexible) reader.tags(tagged)
  return values
}

function readField(reader: Reader, type: FieldType, version: number): FieldValue {
  if (typeof type === 'string') return readPrimitive(reader, type)
  const { list, fields = [], nullable } = type
  if (list !== undefined) return reader.nullableArray(1, () => readField(reader, list, version))
  if (nullable && reader.int8() < 0) return null
  return readFields(reader, fields, version)
}

function readPrimitive(reader: Reader, type: Primitive): FieldValue {
  switch (type) {
    case 'int8':
      return reader.int8()
    case 'int16':
      return reader.int16()
    case 'uint16':
      return reader.uint16()
    case 'int32':
      return reader.int32()
    case 'int64':
      return readInt64(reader)
    case 'string':
      return reader.nullableString()
    case 'bytes':
      return reader.nullableBytes()
    case 'uuid':
      return reader.uuid()
    default:
      return type satisfies never
  }
}

const LOW_BITS = 32n

/** Exact: hashes use all 64 bits. */
function readInt64(reader: Reader): number | bigint {
  const high = BigInt(reader.int32())
  const value = (high << LOW_BITS) | BigInt(reader.int32() >>> 0)
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}
