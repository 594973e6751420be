import { javaNames, librdkafkaNames } from './client-names.ts'

export interface PastedSettings {
  readonly language: 'Python or JSON' | 'YAML'
  /** The first line of that kind, from 1. */
  readonly line: number
  /** What it would be as a properties file, so that nothing else is said to be missing. */
  readonly text: string
}

/** A `:` behind a quoted name, as in a dict of Python or an object of JSON. */
const QUOTED =
  /^[\s{(,]*(?:\w+\s*=\s*\{\s*)?(?<quote>['"])(?<name>[a-z][a-z0-9._]*)\k<quote>\s*:\s*(?<value>.*?)[\s,})]*$/
/** Java takes `name: value` as it is; a name that only librdkafka has shows that it is not Java that is meant. */
const PLAIN = /^[\s-]*(?<name>[a-z][a-z0-9._]*)\s*:\s+(?<value>.*?)\s*$/

/** Settings that were copied out of a program or a YAML file, which no client reads as properties; null: they are not. */
export function readPastedSettings(text: string): PastedSettings | null {
  const lines = text.split(/\r\n|\n|\r/)
  return (
    convert(lines, 'Python or JSON', QUOTED, (name) => javaNames.includes(name) || librdkafkaNames.includes(name)) ??
    convert(lines, 'YAML', PLAIN, (name) => librdkafkaNames.includes(name) && !javaNames.includes(name))
  )
}

function convert(
  lines: readonly string[],
  language: PastedSettings['language'],
  pattern: RegExp,
  isTelling: (name: string) => boolean,
): PastedSettings | null {
  const found = lines.map((line) => pattern.exec(line)?.groups)
  const first = found.findIndex((groups) => groups && isTelling(groups.name ?? ''))
  if (first < 0) return null
  const text = found.map((groups, at) =>
    groups
      ? `${groups.name}=${withoutQuotes(groups.value ?? '')}`
      : /=\s*[^\s{]/.test(lines[at] ?? '')
        ? lines[at]
        : '',
  )
  return { language, line: first + 1, text: text.join('\n') }
}

export function withoutQuotes(value: string): string {
  return /^(['"])(?<inner>.*)\1$/.exec(value.trim())?.groups?.inner ?? value
}
