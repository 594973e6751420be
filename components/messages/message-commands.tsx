'use client'

import { PageCommands } from '#components/shared/page-commands.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { clientOf } from '#lib/commands/client.ts'
import { messageCommands } from '#lib/commands/messages.ts'
import { DEFAULT_ROWS } from '#lib/contract/message-limits.ts'
import { type ApiQuery, type MessagesQuery, readPartitions } from './messages-query.ts'

const abouts: Readonly<Record<string, string>> = {
  kcat: 'With kcat',
  kafka: "With Kafka's console consumer",
  python: 'With Python (confluent-kafka)',
  kafkajs: 'With JavaScript (kafkajs)',
}

interface MessageCommandsProps {
  cluster: string
  topic: string
  query: MessagesQuery
  /** The query without the parameters that do not apply to its start. */
  apiQuery: ApiQuery
}

/** The same query for other tools. */
export function MessageCommands({ cluster, topic, query, apiQuery }: MessageCommandsProps) {
  const { data } = useCluster(cluster)
  if (!data) return null
  const commands = messageCommands(clientOf(data), toCommandQuery(topic, query, apiQuery))
  return (
    <PageCommands commands={commands.map((command) => ({ about: abouts[command.tool] ?? command.tool, command }))} />
  )
}

export function toCommandQuery(topic: string, query: MessagesQuery, apiQuery: ApiQuery) {
  const { from, isolation, keyFormat, valueFormat } = query
  const partitions = apiQuery.partitions === undefined ? null : readPartitions(apiQuery.partitions)
  return {
    topic,
    from,
    offset: apiQuery.offset,
    time: apiQuery.time,
    to: apiQuery.to,
    partitions: partitions ?? undefined,
    limit: from === 'live' ? undefined : Number(apiQuery.limit ?? DEFAULT_ROWS),
    contains: apiQuery.contains,
    case: query.case,
    key: apiQuery.key,
    header: apiQuery.header,
    filter: apiQuery.filter,
    control: query.control,
    isolation,
    keyFormat,
    valueFormat,
  }
}
