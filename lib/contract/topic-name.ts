/** Kafka's rules for topic names, each with the sentence for a name that breaks it. */
export const MAX_TOPIC_NAME_LENGTH = 249
export const topicNamePattern = /^[\w.-]+$/

export const topicNameFaults = {
  missing: 'is missing',
  long: `has at most ${MAX_TOPIC_NAME_LENGTH} characters`,
  characters: 'may have letters, digits, dot, underscore and hyphen only',
  dots: 'may not be "." or ".."',
} as const

export function isOnlyDots(name: string): boolean {
  return name === '.' || name === '..'
}

/** The first rule that a name breaks, to be read after "the name"; null: it is valid. */
export function topicNameFault(name: string): string | null {
  if (name === '') return topicNameFaults.missing
  if (name.length > MAX_TOPIC_NAME_LENGTH) return topicNameFaults.long
  if (!topicNamePattern.test(name)) return topicNameFaults.characters
  return isOnlyDots(name) ? topicNameFaults.dots : null
}
