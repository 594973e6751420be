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

function produce(cluster: string, { topic, request }: Production): Promise<ProduceReply> {
  return sendJson<ProduceReply>(apiPaths.messages(cluster, topic), 'POST', request)
}

export function useProduce(cluster: string) {
  const topics = apiPaths.topics(cluster)
  const onSuccess = useRefresh(topics)
  const send = (_key: string, { arg }: { arg: Production }) => produce(cluster, arg)
  return useSWRMutation(`${topics} produce`, send, { onSuccess })
}

/** For one request after the other; what they change is read again once, after the last. */
export function useSendRecords(cluster: string) {
  const refresh = useRefresh(apiPaths.topics(cluster))
  return { send: (production: Production) => produce(cluster, production), refresh }
}

/** The exact bytes of a record; `null` disables the request. */
export function useRecordBytes(cluster: string, topic: string, record: Message | null) {
  const path = record && apiPaths.message(cluster, topic, record.partition, record.offset)
  return useOnce<Message>(path && withQuery(path, { keyFormat: 'base64', valueFormat: 'base64' }))
}
