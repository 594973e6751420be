import useSWR, { useSWRConfig } from 'swr'
import useSWRMutation from 'swr/mutation'
import type { Demo, DemoAction } from '#lib/contract/demo.ts'
import { apiPaths, EMBEDDED_CLUSTER } from '#lib/contract/paths.ts'
import { sendJson } from './fetcher.ts'

/** The embedded cluster, if that is the cluster of the page. */
export function useDemo(cluster: string) {
  return useSWR<Demo>(cluster === EMBEDDED_CLUSTER ? apiPaths.demo : null)
}

export function useDemoBrokerAction(broker: number) {
  const { mutate } = useSWRConfig()
  return useSWRMutation(
    apiPaths.demoBroker(broker),
    (path: string, { arg }: { arg: DemoAction }) => sendJson<Demo>(path, 'POST', arg),
    { onSuccess: (demo) => mutate(apiPaths.demo, demo, { revalidate: false }) },
  )
}
