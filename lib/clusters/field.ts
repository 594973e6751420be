/** A value and its place: "highwater.yaml line 12, clusters[1].name". */
export interface Given<T> {
  readonly value: T
  readonly at: string
  /** It exists, but its value could not be read, which has been reported. */
  readonly isUnreadable?: true
}

/** A value of a configuration, in YAML or in variables: texts, lists and maps. */
export type Field = TextField | ListField | MapField | EmptyField

export interface TextField {
  readonly kind: 'text'
  readonly at: string
  readonly text: string
}
export interface ListField {
  readonly kind: 'list'
  readonly at: string
  readonly items: readonly Field[]
}
export interface MapField {
  readonly kind: 'map'
  readonly at: string
  readonly entries: ReadonlyMap<string, Field>
}
interface EmptyField {
  readonly kind: 'empty'
  readonly at: string
  /** The value starts with #, so YAML reads it as a comment. */
  readonly isComment?: true
}

/** A field whose problem has been reported, so that it is not reported as missing as well. */
export function unreadable<T>(value: T, at: string): Given<T> {
  return { value, at, isUnreadable: true }
}

/** The problems of a configuration, each once, sorted by line. */
export class Problems {
  readonly #sentences = new Set<string>()

  add(at: string, sentence: string): void {
    this.#sentences.add(`${at}: ${sentence}`)
  }

  get sentences(): readonly string[] {
    return inOrderOfLines([...this.#sentences])
  }
}

const LINE = /^(?<file>.*?) line (?<line>\d+)(?=[,:])/

/** Files in the order in which they were read, and problems without a line first. */
function inOrderOfLines(sentences: readonly string[]): string[] {
  const placed = sentences.map((sentence) => {
    const { file = '', line = 0 } = LINE.exec(sentence)?.groups ?? {}
    return { sentence, file, line: Number(line) }
  })
  const byFile = Map.groupBy(placed, ({ file }) => file)
  return [...byFile.values()].flatMap((group) => group.sort((a, b) => a.line - b.line).map(({ sentence }) => sentence))
}

/**
 * Reports the message of an error thrown by `read` as a problem, at the given field or at the one that the error is
 * about. The messages are our own and contain no secret.
 */
export function attempt<T>(
  at: string | ((error: unknown) => string),
  problems: Problems,
  work: () => T,
): T | undefined {
  try {
    return work()
  } catch (error) {
    problems.add(typeof at === 'string' ? at : at(error), error instanceof Error ? error.message : 'it cannot be read.')
    return undefined
  }
}
