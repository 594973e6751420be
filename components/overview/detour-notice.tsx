import { ConnectionLink } from '#components/shared/connection-link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { Cluster } from '#lib/contract/clusters.ts'

/** The advertised addresses cannot be reached: a single broker is found all the same, several are not. */
export function DetourNotice({ cluster: { problems, brokerCount } }: { cluster: Cluster }) {
  const detour = problems.find(({ code }) => code === 'advertised-unreachable')
  if (!detour) return null
  return (
    <Notice
      isQuiet
      tone={brokerCount === 0 ? 'warn' : 'note'}
      className="mb-4"
      title={
        brokerCount === 0
          ? 'No broker can be reached at its advertised address.'
          : 'The cluster advertises an address that cannot be reached.'
      }
    >
      {detour.message} <ConnectionLink />
    </Notice>
  )
}
