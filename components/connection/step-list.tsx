import { CopyBox } from '#components/shared/copy-box.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { ConnectionStep } from '#lib/contract/connection.ts'
import { formatStepTime, joinUntried, stepWords } from '#lib/format/connection-words.ts'
import { StepSign, statusWords } from './step-sign.tsx'

interface StepListProps {
  steps: readonly ConnectionStep[]
  /** Whose advice stands above already. */
  cause: ConnectionStep | null
}

/** Step by step: what it is for, what was found, and what to do where it failed. */
export function StepList({ steps, cause }: StepListProps) {
  return (
    <ol className="border-line border-t bg-bg px-3.5 py-1">
      {joinUntried(steps).map((joined) => (
        <StepRow key={joined[0]?.step} steps={joined} cause={cause} />
      ))}
    </ol>
  )
}

function StepRow({ steps, cause }: StepListProps) {
  const [step] = steps
  if (!step) return null
  const { status, detail, ms } = step
  const isIdle = status === 'skipped'
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-3 gap-y-1 py-2 sm:grid-cols-[1rem_19rem_minmax(0,1fr)_auto]">
      <StepSign status={status} label={statusWords[status]} className="mt-px" />
      <div className="min-w-0">
        <p className={classNames('font-medium', isIdle && 'text-muted')}>
          {steps.map((each) => stepWords[each.step].name).join(', ')}
        </p>
        {steps.length === 1 && <p className="text-muted text-small">{stepWords[step.step].meaning}</p>}
      </div>
      <div className="wrap-anywhere col-start-2 min-w-0 space-y-2 max-sm:col-end-4 sm:col-start-auto">
        <p className={classNames(isIdle && 'text-muted')}>{detail || statusWords[status]}</p>
        {step !== cause && <Advice step={step} />}
      </div>
      <span className="w-14 text-right text-muted tabular-nums max-sm:col-start-3 max-sm:row-start-1">
        {ms !== null && formatStepTime(ms)}
      </span>
    </li>
  )
}

function Advice({ step: { advice, fix, target } }: { step: ConnectionStep }) {
  return (
    <>
      {advice && <p className="font-medium">{advice}</p>}
      {fix && <CopyBox label={`What to write for ${target}`} text={fix} />}
    </>
  )
}
