import { ClusterColor } from '#components/shared/cluster-color.tsx'
import { clusterLook } from '#components/shared/cluster-status.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Link } from '#components/ui/link.tsx'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import type { ClusterItem } from '#lib/contract/clusters.ts'
import type { Problem } from '#lib/contract/common.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { isRefusal } from '#lib/contract/refusals.ts'
import { formatNumber } from '#lib/format/number.ts'
import { describeAge, isMisconfigured } from '#lib/format/offline-words.ts'

/** The whole row links to the cluster; a connection problem has a link of its own. */
export function ClusterRow({ cluster }: { cluster: ClusterItem }) {
  const { id, name, color, readOnly } = cluster
  const { tone, label } = clusterLook(cluster)
  return (
    <li className="relative flex border-line border-b last:border-b-0 hover:bg-sunken">
      <ClusterColor color={color} className="absolute inset-y-0 left-0 rounded-none" />
      <div className="flex min-w-0 grow flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3.5 sm:pl-5">
        <div className="min-w-0 grow basis-72">
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <Link
              href={pagePaths.overview(id)}
              className="wrap-anywhere min-w-0 font-semibold text-large after:absolute after:inset-0"
            >
              {name}
            </Link>
            <Badge tone={tone}>{label}</Badge>
            {readOnly && <span className="font-medium">read-only</span>}
          </p>
          <ClusterProblem cluster={cluster} />
        </div>
        <dl className="flex gap-x-6">
          <Figure name="Brokers" value={cluster.brokerCount} />
          <Figure name="Topics" value={cluster.topicCount} />
          <Figure name="Groups" value={cluster.groupCount} />
        </dl>
      </div>
    </li>
  )
}

function ClusterProblem({ cluster }: { cluster: ClusterItem }) {
  const { id, status, offlineSince, error, problem } = cluster
  const now = useNow(10_000)
  const zone = useTimeZone()
  if (status === 'connecting') return <p className="mt-1 text-muted">Waiting for the first response of the cluster.</p>
  if (!error) return problem ? <Hint id={id} problem={problem} /> : null
  const isBroken = isMisconfigured(cluster)
  return (
    <p className="wrap-anywhere mt-1 text-muted">
      <span className="whitespace-pre-line">{error.message}</span>
      {!isBroken && offlineSince !== null && ` ${describeAge(offlineSince, now, zone)}`}
      {isRefusal(error.reason) && ' Highwater does not retry by itself.'}{' '}
      {isBroken ? (
        error.hint
      ) : (
        <Link href={pagePaths.connection(id)} className="relative text-accent underline">
          Diagnose the connection
        </Link>
      )}
    </p>
  )
}

/** Problems of a cluster that answers: details are on its overview or its connection page. */
function Hint({ id, problem: { code, message } }: { id: string; problem: Problem }) {
  const isOfConnection = code === 'advertised-unreachable'
  return (
    <p className="wrap-anywhere mt-1 text-muted">
      {isOfConnection ? 'It advertises addresses that cannot be reached from here.' : message}{' '}
      <Link
        href={isOfConnection ? pagePaths.connection(id) : pagePaths.overview(id)}
        className="relative text-accent underline"
      >
        {isOfConnection ? 'Diagnose the connection' : 'Show details'}
      </Link>
    </p>
  )
}

function Figure({ name, value }: { name: string; value: number | null }) {
  return (
    <div className="w-16 sm:text-right">
      <dt className="text-muted text-small sm:sr-only">{name}</dt>
      <dd className="tabular-nums">{value === null ? <span title="Unknown">–</span> : formatNumber(value)}</dd>
    </div>
  )
}
