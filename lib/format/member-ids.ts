const MEMBER_ID = /\b((?:[\w.-]+-)?)([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b/g

export interface TextPart {
  readonly text: string
  /** The member id that the short form stands for. */
  readonly memberId?: string
}

/** Brokers make a member id from the client id and 36 random characters, which are of no use to readers. */
export function shortenMemberIds(sentence: string): TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const { 0: memberId, 1: client = '', 2: random = '', index } of sentence.matchAll(MEMBER_ID)) {
    parts.push({ text: sentence.slice(end, index) })
    parts.push({ text: client === '' ? `${random.slice(0, 8)}…` : client.slice(0, -1), memberId })
    end = index + memberId.length
  }
  return [...parts, { text: sentence.slice(end) }].filter(({ text }) => text !== '')
}
