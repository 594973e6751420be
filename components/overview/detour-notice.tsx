import { ConnectionLink } from '#components/shared/connection-link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Cluster } from '#lib/contract/clusters.ts'

/** The cluster works, but only because the dashboard does not go where it is sent; other clients do. */
export function DetourNotice({ cluster: { problems } }: { cluster: Cluster }) {
  const detour = problems.find(({ code }) => code === 'advertised-unreachable')
  if (!detour) return null
  return (
    <Notice isQuiet tone="note" className="mb-4" title="The cluster names an address that cannot be reached.">
      {detour.message} <ConnectionLink />
    </Notice>
  )
}
