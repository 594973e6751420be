import { Writer } from '#lib/bytes/writer.ts'

export interface WrittenHeader {
  readonly name: string
  readonly value: Buffer | null
}

interface RecordToWrite {
  readonly timestampDelta: number
  readonly offsetDelta: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  /** In the order in which they are read; a name may come twice. */
  readonly headers?: readonly WrittenHeader[]
}

const NO_ATTRIBUTES = 0
const NULL = -1

/** A record as it lies in a batch, with its length in front. */
export function writeRecord({ timestampDelta, offsetDelta, key, value, headers = [] }: RecordToWrite): Buffer {
  const body = new Writer(false).int8(NO_ATTRIBUTES).varlong(timestampDelta).varlong(offsetDelta)
  writeBytes(body, key)
  writeBytes(body, value)
  body.varint(headers.length)
  for (const header of headers) {
    writeBytes(body, Buffer.from(header.name))
    writeBytes(body, header.value)
  }
  const bytes = body.bytes()
  return new Writer(false).varint(bytes.length).raw(bytes).bytes()
}

function writeBytes(writer: Writer, bytes: Buffer | null): void {
  if (bytes === null) writer.varint(NULL)
  else writer.varint(bytes.length).raw(bytes)
}
