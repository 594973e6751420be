import { useTopicConfig, useTopics } from '#lib/client/use-topics.ts'

const OFFERED = 200

export interface KnownTopic {
  /** Topics that match the typed text. */
  readonly names: readonly string[]
  /** null: not known yet. */
  readonly partitionCount: number | null
  readonly maxMessageBytes: number | null
  /** Why nothing can be produced to it. */
  readonly problem: string | null
  /** Whether more letters may make it the name of a topic. */
  readonly isBeginning: boolean
}

/** What is known of the typed topic. It is looked up in the list, because most of what is typed is not a topic yet. */
export function useKnownTopic(cluster: string, name: string): KnownTopic {
  const { data } = useTopics(cluster, { q: name, internal: true, pageSize: OFFERED })
  const topic = data?.items.find((item) => item.name === name)
  const { data: config } = useTopicConfig(cluster, topic ? name : null)
  const limit = config?.items.find((item) => item.name === 'max.message.bytes')?.value
  const isMissing = name !== '' && data !== undefined && data.total !== null && data.total <= OFFERED && !topic
  return {
    names: data?.items.filter(({ internal }) => !internal).map((item) => item.name) ?? [],
    partitionCount: topic?.partitionCount ?? null,
    maxMessageBytes: limit ? Number(limit) : null,
    isBeginning: data?.items.some((item) => item.name.startsWith(name)) ?? true,
    problem: isMissing ? `There is no topic “${name}” in this cluster; sending does not create it` : null,
  }
}
