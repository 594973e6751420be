import { useTopicConfig, useTopics } from '#lib/client/use-topics.ts'

const OFFERED = 200

export interface KnownTopic {
  /** Those that match what is typed. */
  readonly names: readonly string[]
  /** null while it is not known. */
  readonly partitionCount: number | null
  readonly maxMessageBytes: number | null
  /** Why nothing can be sent to it. */
  readonly problem: string | null
  /** Whether more letters may make a topic of it. */
  readonly isBeginning: boolean
}

/** What is known of the topic that is being typed. It is looked up in the list, as most of what is typed is no topic yet. */
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
    problem: isMissing ? `There is no topic “${name}” in this cluster, and sending makes none` : null,
  }
}
