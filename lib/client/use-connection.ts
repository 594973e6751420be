import useSWR, { useSWRConfig } from 'swr'
import useSWRMutation from 'swr/mutation'
import type { ConnectionCheck } from '#lib/contract/connection.ts'
import { apiPaths } from '#lib/contract/paths.ts'
import { sendJson } from './fetcher.ts'
import { useRefresh } from './use-refresh.ts'

/** The doctor's latest result; `null` disables the request. */
export function useConnection(cluster: string | null) {
  return useSWR<ConnectionCheck>(cluster === null ? null : apiPaths.connection(cluster))
}

export interface ConnectionCheckOptions {
  /** The user confirms that the cluster that is there now is the right one. */
  readonly acceptsCluster?: boolean
}

/** Starts the doctor, and reconnects to the cluster at once. */
export function useConnectionCheck(cluster: string) {
  const { mutate } = useSWRConfig()
  const refresh = useRefresh(apiPaths.cluster(cluster))
  const onSuccess = (check: ConnectionCheck) => {
    void mutate(apiPaths.connection(cluster), check, { revalidate: false })
    void mutate(apiPaths.clusters)
    refresh()
  }
  const check = (path: string, { arg }: { arg: ConnectionCheckOptions | undefined }) =>
    sendJson<ConnectionCheck>(arg?.acceptsCluster ? `${path}?acceptsCluster=true` : path, 'POST')
  return useSWRMutation(apiPaths.connectionCheck(cluster), check, { onSuccess })
}
