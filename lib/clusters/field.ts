/** A value, and where it stands, in words: "highwater.yaml line 12, clusters[1].name". */
export interface Given<T> {
  readonly value: T
  readonly at: string
  /** It is there, but what it says could not be had, which has been told. */
  readonly isUnreadable?: true
}

/** What a configuration says, whether in YAML or in variables: texts, lists, and maps. */
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
  /** What stands there begins with #, so that YAML takes it for a comment. */
  readonly isComment?: true
}

/** Something that stands there and that has been complained about, so that nobody says that it is missing. */
export function unreadable<T>(value: T, at: string): Given<T> {
  return { value, at, isUnreadable: true }
}

/** What is wrong with a configuration, each once, in the order of the lines. */
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

/** Files in the order in which they were come to, and what has no line before what has one. */
function inOrderOfLines(sentences: readonly string[]): string[] {
  const placed = sentences.map((sentence) => {
    const { file = '', line = 0 } = LINE.exec(sentence)?.groups ?? {}
    return { sentence, file, line: Number(line) }
  })
  const byFile = Map.groupBy(placed, ({ file }) => file)
  return [...byFile.values()].flatMap((group) => group.sort((a, b) => a.line - b.line).map(({ sentence }) => sentence))
}

/**
 * Runs what may throw, and tells its message as a problem: of the place, or of the one where that error is put right.
 * Messages are ours, and name no secret.
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
