import { useClusterId } from '#lib/client/live.tsx'
import { useCluster } from '#lib/client/use-clusters.ts'
import { brokerWords } from '#lib/format/broker-words.ts'

/** The words for the brokers of this page's cluster. */
export function useBrokerWords() {
  return brokerWords(useCluster(useClusterId()).data)
}
