import { ConnectionLink } from '#components/shared/connection-link.tsx'
import { DemoBrokerActions } from '#components/shared/demo-broker-actions.tsx'
import { Link } from '#components/ui/link.tsx'
import { NoticeBox, NoticeLine } from '#components/ui/notice.tsx'
import type { Cluster } from '#lib/contract/clusters.ts'
import { pagePaths, withQuery } from '#lib/contract/paths.ts'
import type { HealthNote } from '#lib/format/cluster-health.ts'
import { describeUnhealthyGroups, unhealthyStatuses } from '#lib/format/group-words.ts'

interface StatusStripProps {
  cluster: Cluster
  /** What is wrong with its brokers and partitions. */
  notes: readonly HealthNote[]
}

const worstFirst = ['bad', 'warn', 'note'] as const

/** All that is wrong, in one box: brokers, partitions, configuration, addresses and groups. Nothing if nothing is. */
export function StatusStrip({ cluster, notes }: StatusStripProps) {
  const { problems, brokerCount } = cluster
  const mistake = problems.find(({ field, code }) => field === 'access' && code === 'invalid')
  const detour = problems.find(({ code }) => code === 'advertised-unreachable')
  const groups = unhealthyStatuses.flatMap((status) => {
    const count = cluster.groupsByStatus?.[status]
    return count ? [{ status, count }] : []
  })
  // The advertised addresses cannot be reached: a single broker is found all the same, several are not.
  const detourTone = brokerCount === 0 ? 'warn' : 'note'
  const tones = [
    ...notes.map(({ tone }) => tone),
    ...(mistake ? ['warn'] : []),
    ...(detour ? [detourTone] : []),
    ...(groups.length > 0 ? ['note'] : []),
  ]
  const worst = worstFirst.find((tone) => tones.includes(tone))
  if (!worst) return null
  return (
    <NoticeBox tone={worst} className="mb-4">
      {notes.map(({ id, tone, title, age, text, brokerIds }) => (
        <NoticeLine
          key={id}
          tone={tone}
          className={lineLook}
          title={
            <>
              {title}
              <span aria-hidden>{age}</span>
            </>
          }
          actions={brokerIds.map((brokerId) => <DemoBrokerActions key={brokerId} brokerId={brokerId} />)}
        >
          {text}
        </NoticeLine>
      ))}
      {mistake && (
        <NoticeLine tone="warn" className={lineLook} title="The current configuration file is invalid.">
          {mistake.message}
        </NoticeLine>
      )}
      {detour && (
        <NoticeLine
          isQuiet
          tone={detourTone}
          className={lineLook}
          title={
            brokerCount === 0
              ? 'No broker can be reached at its advertised address.'
              : 'The cluster advertises an address that cannot be reached.'
          }
        >
          {detour.message} <ConnectionLink />
        </NoticeLine>
      )}
      {groups.length > 0 && (
        <NoticeLine
          isQuiet
          tone="note"
          className={lineLook}
          title={groups.map(({ status, count }, place) => (
            <span key={status}>
              {place > 0 && ', '}
              <Link href={withQuery(pagePaths.groups(cluster.id), { status })} className="underline hover:text-accent">
                {describeUnhealthyGroups(status, count, place === 0)}
              </Link>
            </span>
          ))}
        />
      )}
    </NoticeBox>
  )
}

const lineLook = 'py-1.5 first:pt-2 last:pb-2'
