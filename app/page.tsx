import type { Metadata } from 'next'
import { ClustersView } from '#components/clusters/clusters-view.tsx'

export const metadata: Metadata = { title: 'Clusters' }

/** With a single cluster this page is never shown: the proxy redirects to the cluster. */
export default function ClustersPage() {
  return <ClustersView />
}
