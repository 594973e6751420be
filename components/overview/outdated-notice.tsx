import { Notice } from '#components/ui/notice.tsx'
import type { Cluster } from '#lib/contract/clusters.ts'

/** The cluster runs with its previous configuration, because the current one has a mistake. */
export function OutdatedNotice({ cluster: { problems } }: { cluster: Cluster }) {
  const mistake = problems.find(({ field, code }) => field === 'access' && code === 'invalid')
  if (!mistake) return null
  return (
    <Notice tone="warn" className="mb-4" title="The current configuration file is invalid.">
      {mistake.message}
    </Notice>
  )
}
