import type { Metadata } from 'next'
import { ClustersView } from '#components/clusters/clusters-view.tsx'

export const metadata: Metadata = { title: 'Clusters' }

/** With a single cluster nobody comes here: the proxy leads to it. */
export default function ClustersPage() {
  return <ClustersView />
}
