import type { Field, Given, MapField, Problems } from './field.ts'
import { didYouMean } from './nearest-name.ts'
import { readDurationMs, readSwitch } from './values.ts'

/** Reads the known names of a map. Invalid values are reported, and then treated as missing. */
export class FieldReader<Name extends string> {
  readonly at: string
  readonly #entries: ReadonlyMap<string, Field>
  readonly #problems: Problems

  constructor(map: MapField, known: readonly Name[], problems: Problems) {
    this.at = map.at
    this.#entries = map.entries
    this.#problems = problems
    for (const [name, { at }] of map.entries) {
      if (known.some((candidate) => candidate === name)) continue
      problems.add(at, `there is no field "${name}"${didYouMean(name, known)}`)
    }
  }

  /** The value of any type; a name without a value is reported. */
  field(name: Name): Field | undefined {
    const field = this.#entries.get(name)
    if (field?.kind !== 'empty') return field
    this.#problems.add(
      field.at,
      field.isComment
        ? 'it has no value: # begins a comment here; put quotes around it.'
        : 'it has no value; write one, or leave the line out.',
    )
    return undefined
  }

  text(name: Name): Given<string> | undefined {
    const field = this.field(name)
    if (!field) return undefined
    if (field.kind === 'text') return { value: field.text, at: field.at }
    this.#problems.add(field.at, 'a single value belongs here.')
    return undefined
  }

  switch(name: Name): Given<boolean> | undefined {
    return this.#read(name, readSwitch, 'write true or false.')
  }

  durationMs(name: Name): Given<number> | undefined {
    return this.#read(name, readDurationMs, 'write a duration such as 2s, 500ms or 1m.')
  }

  number(name: Name, isFine: (value: number) => boolean, sentence: string): Given<number> | undefined {
    const read = (text: string) => (/^\d+$/.test(text) && isFine(Number(text)) ? Number(text) : null)
    return this.#read(name, read, sentence)
  }

  map(name: Name): MapField | undefined {
    const field = this.field(name)
    if (!field || field.kind === 'map') return field
    this.#problems.add(field.at, 'fields belong here, each on a line of its own, further in than this one.')
    return undefined
  }

  #read<T>(name: Name, read: (text: string) => T | null, sentence: string): Given<T> | undefined {
    const text = this.text(name)
    if (!text) return undefined
    const value = read(text.value.trim())
    if (value !== null) return { value, at: text.at }
    this.#problems.add(text.at, sentence)
    return undefined
  }
}
