import useSWRMutation from 'swr/mutation'
import type { Message } from '#lib/contract/messages.ts'
import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import type { ProduceReply, ProduceRequest } from '#lib/contract/produce.ts'
import { sendJson } from './fetcher.ts'
import { useOnce } from './use-once.ts'
import { useRefresh } from './use-refresh.ts'

export interface Production {
  readonly topic: string
  readonly request: ProduceRequest
}

export function useProduce(cluster: string) {
  const topics = apiPaths.topics(cluster)
  const onSuccess = useRefresh(topics)
  const send = (_key: string, { arg: { topic, request } }: { arg: Production }) =>
    sendJson<ProduceReply>(apiPaths.messages(cluster, topic), 'POST', request)
  return useSWRMutation(`${topics} produce`, send, { onSuccess })
}

/** The exact bytes of a record; `null` disables the request. */
export function useRecordBytes(cluster: string, topic: string, record: Message | null) {
  const path = record && apiPaths.message(cluster, topic, record.partition, record.offset)
  return useOnce<Message>(path && withQuery(path, { keyFormat: 'base64', valueFormat: 'base64' }))
}
