/** A line of a file, or what keeps it from being read. */
export interface FileLine {
  /** Counted from 1. */
  readonly number: number
  /** Without its line end; empty where there is a problem. */
  readonly text: string
  readonly problem: string | null
  /** How many bytes of the file are read with it. */
  readonly endsAt: number
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const BYTE_ORDER_MARK = '\ufeff'

/**
 * Lines from the chunks of a file, wherever the chunks are cut. It works on bytes, so that a line that is not UTF-8
 * is the only one that is lost, and holds at most one line.
 */
export class LineSplitter {
  readonly #maxLineBytes: number
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  /** The beginning of a line whose end is not there yet. */
  #parts: Uint8Array[] = []
  #length = 0
  #number = 0
  #offset = 0

  constructor(maxLineBytes: number) {
    this.#maxLineBytes = maxLineBytes
  }

  push(chunk: Uint8Array): FileLine[] {
    const lines: FileLine[] = []
    let from = 0
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      this.#add(chunk.subarray(from, end))
      this.#offset++
      lines.push(this.#take())
      from = end + 1
    }
    this.#add(chunk.subarray(from))
    return lines
  }

  /** The last line, if it has no line end. */
  end(): FileLine[] {
    return this.#length > 0 ? [this.#take()] : []
  }

  #add(part: Uint8Array): void {
    this.#length += part.length
    this.#offset += part.length
    if (this.#length > this.#maxLineBytes) this.#parts = []
    else if (part.length > 0) this.#parts.push(part)
  }

  #take(): FileLine {
    const isTooLong = this.#length > this.#maxLineBytes
    const bytes = isTooLong ? new Uint8Array(0) : joined(this.#parts, this.#length)
    this.#parts = []
    this.#length = 0
    const place = { number: ++this.#number, endsAt: this.#offset }
    if (isTooLong) return { ...place, text: '', problem: 'the line is too long for one request' }
    try {
      return { ...place, text: this.#decode(bytes), problem: null }
    } catch {
      return { ...place, text: '', problem: 'the line is not UTF-8 text' }
    }
  }

  #decode(bytes: Uint8Array): string {
    const text = this.#decoder.decode(bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes)
    return this.#number === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = parts
  if (first && parts.length === 1) return first
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
