import { ChevronRight } from 'lucide-react'
import { Card } from '#components/ui/card.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { BrokerItem } from '#lib/contract/brokers.ts'
import type { ConnectionStep, ConnectionStepName } from '#lib/contract/connection.ts'
import { findBrokerId, formatStepTime, readTargets, stepNames, type Target } from '#lib/format/connection-words.ts'
import { Chain, ChainHead } from './chain.tsx'
import { StepList } from './step-list.tsx'

interface TargetsCardProps {
  steps: readonly ConnectionStep[]
  /** The last known state of the cluster. */
  brokers: readonly BrokerItem[]
  cause: ConnectionStep | null
}

/** Each address and how far the connection got; failed ones are expanded. */
export function TargetsCard({ steps, brokers, cause }: TargetsCardProps) {
  const targets = readTargets(steps)
  const names = stepNames.filter((name) => targets.some((target) => isPartOf(target, name)))
  return (
    <Card>
      <header className="flex items-end gap-3 border-line border-b px-3.5 py-2.5">
        <h2 className="grow font-semibold">Connectivity</h2>
        <ChainHead names={names} />
        <span className="w-14 max-sm:hidden" />
      </header>
      {targets.map((target) => (
        <TargetRow
          key={`${target.kind} ${target.brokerId} ${target.address}`}
          {...{ target, names, cause, brokers }}
          all={steps}
        />
      ))}
    </Card>
  )
}

interface TargetRowProps {
  target: Target
  all: readonly ConnectionStep[]
  brokers: readonly BrokerItem[]
  names: readonly ConnectionStepName[]
  cause: ConnectionStep | null
}

function TargetRow({ target, all, brokers, names, cause }: TargetRowProps) {
  const { address, status, steps, ms } = target
  return (
    <details open={status === 'failed'} className="group border-line border-b last:border-b-0">
      <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-2.5 -outline-offset-2 hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <span className="flex min-w-0 grow basis-56 items-start gap-2">
          <ChevronRight className="mt-0.5 size-3.5 shrink-0 text-faint group-open:rotate-90" aria-hidden />
          <span className="wrap-anywhere min-w-0">
            <span className={classNames('block font-medium', status === 'failed' && 'text-bad')}>{address}</span>
            <span className="block text-muted text-small">{describeKind(target, brokers)}</span>
          </span>
        </span>
        <span className="flex items-center gap-3 max-sm:w-full max-sm:gap-1.5">
          <Chain names={names} steps={steps} />
          <span className="w-14 shrink-0 self-start text-right text-muted tabular-nums max-sm:w-12">
            {ms !== null && formatStepTime(ms)}
          </span>
        </span>
      </summary>
      <StepList steps={steps} all={all} cause={cause} />
    </details>
  )
}

/** Whether the address has that step. Steps that are not needed are left out. */
function isPartOf({ steps }: Target, name: ConnectionStepName): boolean {
  const place = steps.findIndex(({ step }) => step === name)
  if (place === -1) return false
  return steps[place]?.status !== 'skipped' || steps.slice(place).every(({ status }) => status === 'skipped')
}

function describeKind(target: Target, brokers: readonly BrokerItem[]): string {
  const brokerId = findBrokerId(target, brokers)
  const origin = target.kind === 'bootstrap' ? 'bootstrap server' : 'advertised address'
  return brokerId === null ? origin : `broker ${brokerId}, ${origin}`
}
