'use client'

import { toast } from 'sonner'
import { CommandLine } from '#components/shared/command-line.tsx'
import { explainError } from '#components/shared/error-help.ts'
import { PageHeader } from '#components/shared/page-header.tsx'
import { QueryState } from '#components/shared/query-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { useConnection, useConnectionCheck } from '#lib/client/use-connection.ts'
import { useNow } from '#lib/client/use-now.ts'
import { checkCommand } from '#lib/commands/check.ts'
import type { ConnectionCheck } from '#lib/contract/connection.ts'
import { findCause } from '#lib/format/connection-words.ts'
import { formatTime } from '#lib/format/time.ts'
import { AccessCard } from './access-card.tsx'
import { ClientFilesCard } from './client-files-card.tsx'
import { ConnectionSkeleton } from './connection-skeleton.tsx'
import { TargetsCard } from './targets-card.tsx'
import { VerdictCard } from './verdict-card.tsx'

/** What is in the way between this server and the brokers, step by step, for whoever has to mend it. */
export function ConnectionView({ cluster }: { cluster: string }) {
  const connection = useConnection(cluster)
  const { trigger, isMutating } = useConnectionCheck(cluster)
  const checkAgain = () =>
    trigger().catch((error: unknown) => {
      const { title, message } = explainError(error)
      toast.error(title, { description: message })
    })
  return (
    <>
      <PageHeader
        title="Connection"
        state={connection.data && <CheckedAt at={connection.data.checkedAt} />}
        actions={
          <Button look="primary" onClick={checkAgain} isPending={isMutating}>
            {isMutating ? 'Checking…' : 'Check again'}
          </Button>
        }
      />
      <QueryState query={connection} skeleton={<ConnectionSkeleton />}>
        {(check) => <Findings check={check} />}
      </QueryState>
    </>
  )
}

function Findings({ check }: { check: ConnectionCheck }) {
  const { access, steps } = check
  const cause = findCause(steps)
  return (
    <div className="space-y-4">
      <VerdictCard check={check} cause={cause} />
      {steps.length > 0 && <TargetsCard steps={steps} cause={cause} />}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <AccessCard access={access} />
        <ClientFilesCard access={access} />
      </div>
      <CommandLine command={checkCommand(access)} />
    </div>
  )
}

function CheckedAt({ at }: { at: string }) {
  return <span className="text-muted">checked at {formatTime(at, useNow(60_000))}</span>
}
