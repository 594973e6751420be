import type { Property } from './java-properties.ts'

/**
 * Parses the format of `kcat -F`: `name=value` on each line, blanks around both trimmed, `#` before a comment, no
 * escapes but `\n` in PEM texts, no continued lines.
 */
export function parseLibrdkafkaProperties(text: string): Property[] {
  const properties: Property[] = []
  for (const [index, natural] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const content = natural.trim()
    if (content === '' || content.startsWith('#')) continue
    const separator = content.indexOf('=')
    properties.push({
      name: (separator < 0 ? content : content.slice(0, separator)).trim(),
      value: separator < 0 ? '' : content.slice(separator + 1).trim(),
      line: index + 1,
      hasValue: separator >= 0,
    })
  }
  return properties
}
