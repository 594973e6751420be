'use client'

import { explainError } from '#components/shared/error-help.ts'
import { PageCommands } from '#components/shared/page-commands.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useBrokers } from '#lib/client/use-brokers.ts'
import { useCluster, useClusters } from '#lib/client/use-clusters.ts'
import { useConnection, useConnectionCheck } from '#lib/client/use-connection.ts'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import { checkCommand } from '#lib/commands/check.ts'
import type { ClusterItem } from '#lib/contract/clusters.ts'
import type { ConnectionCheck } from '#lib/contract/connection.ts'
import { MAX_PAGE_SIZE } from '#lib/contract/paging.ts'
import { findCause, isObsolete } from '#lib/format/connection-words.ts'
import { isUnusable } from '#lib/format/offline-words.ts'
import { formatTime } from '#lib/format/time.ts'
import { AccessCard } from './access-card.tsx'
import { ClientFilesCard } from './client-files-card.tsx'
import { ConnectionSkeleton } from './connection-skeleton.tsx'
import { TargetsCard } from './targets-card.tsx'
import { VerdictCard } from './verdict-card.tsx'

/** What prevents a connection to the brokers, step by step, for whoever has to fix it. */
export function ConnectionView({ cluster }: { cluster: string }) {
  const connection = useConnection(cluster)
  const { trigger, isMutating } = useConnectionCheck(cluster)
  const checkAgain = () =>
    trigger().catch((error: unknown) => {
      const { title, message } = explainError(error)
      toast.error(title, { description: message })
    })
  const { data: clusters } = useClusters()
  const item = clusters?.items.find(({ id }) => id === cluster)
  // The error then has a button of its own, and there is nothing to check again.
  const isLost = connection.data === undefined && Boolean(connection.error)
  const retry = { retry: connection.mutate, isRetrying: connection.isValidating }
  if (isLost && item && isUnusable(item)) return <Misconfigured item={item} {...retry} />
  return (
    <>
      <PageHeader
        title="Connection"
        state={connection.data && <CheckedAt at={connection.data.checkedAt} />}
        actions={
          !isLost && (
            <Button look="primary" onClick={checkAgain} isPending={isMutating}>
              {isMutating ? 'Checking…' : 'Check again'}
            </Button>
          )
        }
      />
      <QueryState query={connection} skeleton={<ConnectionSkeleton />}>
        {(check) => <Findings cluster={cluster} check={check} />}
      </QueryState>
    </>
  )
}

interface MisconfiguredProps {
  item: ClusterItem
  retry: () => unknown
  isRetrying: boolean
}

/** Nothing can be checked before the configuration is valid. */
function Misconfigured({ item: { error }, retry, isRetrying }: MisconfiguredProps) {
  return (
    <>
      <PageHeader title="Connection" />
      <Notice
        tone="bad"
        title="The configuration of this cluster is invalid."
        actions={
          <Button onClick={() => retry()} isPending={isRetrying}>
            Try again
          </Button>
        }
      >
        {error?.message} The connection can be checked once this is corrected. {error?.hint}
      </Notice>
    </>
  )
}

function Findings({ cluster, check }: { cluster: string; check: ConnectionCheck }) {
  const { access, steps } = check
  const cause = findCause(steps)
  const { data: current } = useCluster(cluster)
  const { data: brokers } = useBrokers(cluster, { sort: 'online', pageSize: MAX_PAGE_SIZE })
  const now = useNow(60_000)
  const zone = useTimeZone()
  return (
    <div className="space-y-4">
      {isObsolete(check, current) && (
        <Notice tone="ok" title="The cluster is responding now.">
          The check below is from {formatTime(check.checkedAt, now, zone)}. Check again to update it.
        </Notice>
      )}
      <VerdictCard check={check} cause={cause} />
      {steps.length > 0 && <TargetsCard steps={steps} brokers={brokers?.items ?? []} cause={cause} />}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <AccessCard access={access} />
        <ClientFilesCard access={access} kafkaVersion={current?.kafkaVersion} />
      </div>
      <PageCommands commands={[{ about: 'The same check in the terminal', command: checkCommand(access, cluster) }]} />
    </div>
  )
}

function CheckedAt({ at }: { at: string }) {
  return <span className="text-muted">checked at {formatTime(at, useNow(60_000), useTimeZone())}</span>
}
