import type { Property } from './java-properties.ts'

/**
 * Reads what `kcat -F` reads: `name=value` in each line, blanks around both cut off, `#` before a comment, no escapes
 * but `\n` in PEM texts, which librdkafka leaves to whoever writes them. A last `\` does not continue a line.
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
