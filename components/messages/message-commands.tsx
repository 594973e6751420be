'use client'

import { useState } from 'react'
import { CommandLine } from '#components/shared/command-line.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { clientOf } from '#lib/commands/client.ts'
import { messageCommands } from '#lib/commands/messages.ts'
import { DEFAULT_ROWS } from '#lib/contract/message-limits.ts'
import { type ApiQuery, type MessagesQuery, readPartitions } from './messages-query.ts'

const names: Readonly<Record<string, string>> = { kafka: 'Console consumer', python: 'Python' }

interface MessageCommandsProps {
  cluster: string
  topic: string
  query: MessagesQuery
  /** The query without the parameters that do not apply to its start. */
  apiQuery: ApiQuery
}

/** The equivalent commands, for the tool that the user prefers. */
export function MessageCommands({ cluster, topic, query, apiQuery }: MessageCommandsProps) {
  const { data } = useCluster(cluster)
  const [chosen, setChosen] = useState('kcat')
  if (!data) return null
  const commands = messageCommands(clientOf(data), toCommandQuery(topic, query, apiQuery))
  const command = commands.find(({ tool }) => tool === chosen) ?? commands[0]
  return (
    <section aria-label="Equivalent command" className="mt-4">
      <Segmented
        label="Equivalent command"
        value={command?.tool ?? chosen}
        options={commands.map(({ tool }) => ({ value: tool, label: names[tool] ?? tool }))}
        onChange={setChosen}
      />
      <div className="-mt-2">{command && <CommandLine command={command} />}</div>
    </section>
  )
}

function toCommandQuery(topic: string, query: MessagesQuery, apiQuery: ApiQuery) {
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
