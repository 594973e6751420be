/** Where something stands, and where it ends. */
interface Hit {
  readonly from: number
  readonly to: number
}

type Find = (bytes: Buffer, from: number, to: number) => Hit | null

/**
 * Looks for one thing in the records of a batch. It remembers where the next one stands, so that all records of a batch
 * together cost little more than one search through its bytes.
 */
export class ByteSearch {
  readonly #find: Find
  #bytes: Buffer | null = null
  #searchedFrom = 0
  #next: Hit | null = null

  constructor(find: Find) {
    this.#find = find
  }

  /** Whether it stands between the two, whole. */
  isBetween(bytes: Buffer, from: number, to: number): boolean {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes
      this.#searchFrom(from)
    } else if (from < this.#searchedFrom) return this.#find(bytes, from, to) !== null
    else if (this.#next !== null && this.#next.from < from) this.#searchFrom(from)
    if (this.#next === null || this.#next.from >= to) return false
    return this.#next.to <= to || this.#find(bytes, from, to) !== null
  }

  /** The same for bytes that are no batch, without losing the place in the one that is. */
  isIn(bytes: Buffer): boolean {
    return this.#find(bytes, 0, bytes.length) !== null
  }

  #searchFrom(from: number): void {
    this.#searchedFrom = from
    this.#next = this.#bytes && this.#find(this.#bytes, from, this.#bytes.length)
  }
}

export function searchBytes(sought: Buffer): ByteSearch {
  return new ByteSearch((bytes, from, to) => {
    const isAll = to === bytes.length
    const at = isAll ? bytes.indexOf(sought, from) : bytes.subarray(from, to).indexOf(sought)
    if (at < 0) return null
    const start = isAll ? at : from + at
    return { from: start, to: start + sought.length }
  })
}

/**
 * A letter stands for itself, its upper and its lower case, where these are one character each: A and a, Ä and ä, Σ and σ.
 * Where it takes more to compare (ß and SS, accents written apart, the Turkish i), letters are only what they are.
 */
export function searchIgnoringCase(text: string): ByteSearch {
  const forms = [...text].map(formsOf)
  if (forms.every(({ length }) => length === 1)) return searchBytes(Buffer.from(text))
  // A text of one byte a character is searched several times as fast as its bytes could be here.
  const pattern = new RegExp(forms.map(writeForms).join(''), 'g')
  let batch: Buffer | null = null
  let batchText = ''
  return new ByteSearch((bytes, from, to) => {
    const isAll = to === bytes.length
    if (isAll && bytes !== batch) {
      batch = bytes
      batchText = bytes.toString('latin1')
    }
    const shift = isAll ? 0 : from
    pattern.lastIndex = from - shift
    const found = pattern.exec(isAll ? batchText : bytes.toString('latin1', from, to))
    return found && { from: shift + found.index, to: shift + found.index + found[0].length }
  })
}

function formsOf(character: string): string[] {
  const others = [character.toLowerCase(), character.toUpperCase()].filter((form) => isOneLike(form, character))
  return [...new Set([character, ...others])]
}

/** Letters of ASCII have no forms outside of it: the Kelvin sign is none of k. */
function isOneLike(form: string, character: string): boolean {
  return [...form].length === 1 && isAscii(form) === isAscii(character)
}

function isAscii(character: string): boolean {
  return (character.codePointAt(0) ?? 0) < 0x80
}

/** Literal bytes only, so that no text can make a pattern of its own. */
function writeForms(forms: readonly string[]): string {
  const written = forms.map((form) =>
    [...Buffer.from(form)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
  )
  return written.length === 1 ? written.join('') : `(?:${written.join('|')})`
}
