import { useClusterId } from '#lib/client/live.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { brokerWords } from '#lib/format/broker-words.ts'

/** Those for the cluster of this page. */
export function useBrokerWords() {
  return brokerWords(useCluster(useClusterId()).data)
}
