import { CopyBox } from '#components/shared/copy-box.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { ConnectionStep } from '#lib/contract/connection.ts'
import { formatStepTime, stepWords } from '#lib/format/connection-words.ts'
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
      {steps.map((step) => (
        <StepRow key={step.step} step={step} hasAdvice={step !== cause} />
      ))}
    </ol>
  )
}

function StepRow({ step, hasAdvice }: { step: ConnectionStep; hasAdvice: boolean }) {
  const { name, meaning } = stepWords[step.step]
  const isIdle = step.status === 'skipped'
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-3 gap-y-1 py-2 sm:grid-cols-[1rem_19rem_minmax(0,1fr)_auto]">
      <StepSign status={step.status} label={statusWords[step.status]} className="mt-px" />
      <div className="min-w-0">
        <p className={classNames('font-medium', isIdle && 'text-muted')}>{name}</p>
        <p className="text-muted text-small">{meaning}</p>
      </div>
      <div className="wrap-anywhere col-start-2 min-w-0 space-y-2 max-sm:col-end-4 sm:col-start-auto">
        <p className={classNames(isIdle && 'text-muted')}>{step.detail || statusWords[step.status]}</p>
        {hasAdvice && step.advice && <p className="font-medium">{step.advice}</p>}
        {hasAdvice && step.fix && <CopyBox label={`What to write for ${step.target}`} text={step.fix} />}
      </div>
      <span className="w-14 text-right text-muted tabular-nums max-sm:col-start-3 max-sm:row-start-1">
        {step.ms !== null && formatStepTime(step.ms)}
      </span>
    </li>
  )
}
