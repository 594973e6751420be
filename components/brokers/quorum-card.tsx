import { NumberCell } from '#components/shared/cells.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useQuorum } from '#lib/client/use-brokers.ts'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import type { Quorum, QuorumReplicaItem } from '#lib/contract/quorum.ts'
import { formatNumber } from '#lib/format/number.ts'
import { formatTime } from '#lib/format/time.ts'

/** The controllers: the leader, and the lag of the others. */
export function QuorumCard({ cluster }: { cluster: string }) {
  const quorum = useQuorum(cluster)
  const now = useNow(60_000)
  const zone = useTimeZone()
  const lostAt = quorum.data?.lostAt
  return (
    <Card className="mt-4">
      <CardHeader
        title="Controllers"
        aside={lostAt ? `as of ${formatTime(lostAt, now, zone)}` : epochOf(quorum.data)}
      />
      <QueryState
        query={quorum}
        skeleton={<Skeleton className="m-3.5 h-16" />}
        isEmpty={({ voters }) => voters.length === 0}
        empty={
          <p className="px-3.5 py-3 text-muted">
            {quorum.data?.problems[0]?.message ??
              'This cluster has no controller quorum; its metadata is in ZooKeeper.'}
          </p>
        }
      >
        {(data) => (
          <ul>
            {data.voters.map((replica) => (
              <Replica key={`voter ${replica.id}`} replica={replica} quorum={data} part="voter" />
            ))}
            {data.observers.map((replica) => (
              <Replica key={`observer ${replica.id}`} replica={replica} quorum={data} part="observer" />
            ))}
          </ul>
        )}
      </QueryState>
    </Card>
  )
}

function epochOf(quorum: Quorum | undefined): string {
  return quorum?.leaderEpoch ? `epoch ${quorum.leaderEpoch}` : ''
}

interface ReplicaProps {
  replica: QuorumReplicaItem
  quorum: Quorum
  part: string
}

function Replica({ replica, quorum, part }: ReplicaProps) {
  const { id, lag, logEndOffset } = replica
  return (
    <li className="flex flex-wrap items-center gap-x-3 border-line border-b px-3.5 py-2 last:border-b-0">
      <span className="grow">
        <span className="text-muted">{part}</span> <strong className="font-semibold">{id}</strong>
      </span>
      {id === quorum.leaderId ? (
        <Badge tone="ok">leader</Badge>
      ) : lag === null ? (
        <span className="text-muted">lag unknown</span>
      ) : (
        <span className="text-muted tabular-nums">{lag === 0 ? 'in sync' : `lag ${formatNumber(lag)}`}</span>
      )}
      <span
        className="w-28 text-right text-faint text-small tabular-nums"
        title="The end offset of its replica of the metadata log"
      >
        <NumberCell value={logEndOffset} isExact />
      </span>
    </li>
  )
}
