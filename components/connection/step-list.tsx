import { CopyBox } from '#components/shared/copy-box.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { ConnectionStep, ConnectionStepName } from '#lib/contract/connection.ts'
import { findSameAdvice, formatStepTime, joinUntried, stepWords } from '#lib/format/connection-words.ts'
import { StepSign, statusWords } from './step-sign.tsx'

interface StepListProps {
  steps: readonly ConnectionStep[]
  /** The steps of all addresses, because the advice for one may apply to others. */
  all: readonly ConnectionStep[]
  /** The step whose advice is already shown above. */
  cause: ConnectionStep | null
}

/** Each step: its purpose, its result, and what to do if it failed. */
export function StepList({ steps, all, cause }: StepListProps) {
  return (
    <ol className="border-line border-t bg-bg px-3.5 py-1">
      {joinUntried(steps).map((joined) => (
        <StepRow key={joined[0]?.step} steps={joined} all={all} cause={cause} />
      ))}
    </ol>
  )
}

function StepRow({ steps, all, cause }: StepListProps) {
  const [step] = steps
  if (!step) return null
  const { status, detail, ms } = step
  const isIdle = status === 'skipped'
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-3 gap-y-1 py-2 sm:grid-cols-[1rem_19rem_minmax(0,1fr)_auto]">
      <StepSign status={status} label={statusWords[status]} className="mt-px" />
      <div className="min-w-0">
        <p className={classNames('font-medium', isIdle && 'text-muted')}>
          {steps.map(({ step: name }, place) => (
            <StepName key={name} name={name} isLast={place === steps.length - 1} />
          ))}
        </p>
        {steps.length === 1 && <p className="text-muted text-small">{stepWords[step.step].meaning}</p>}
      </div>
      <div className="wrap-anywhere col-start-2 min-w-0 space-y-2 max-sm:col-end-4 sm:col-start-auto">
        <p className={classNames(isIdle && 'text-muted')}>{detail || statusWords[status]}</p>
        {step !== cause && <Advice step={step} same={findSameAdvice(step, all, cause)} cause={cause} />}
      </div>
      <span className="w-14 text-right text-muted tabular-nums max-sm:col-start-3 max-sm:row-start-1">
        {ms !== null && formatStepTime(ms)}
      </span>
    </li>
  )
}

/** With the terminal's name of the step in small type. */
function StepName({ name, isLast }: { name: ConnectionStepName; isLast: boolean }) {
  const { name: plain, term } = stepWords[name]
  return (
    <>
      {plain}
      {term && <span className="font-normal text-muted text-small"> ({term})</span>}
      {!isLast && ', '}
    </>
  )
}

interface AdviceProps {
  step: ConnectionStep
  /** The place of the same advice. */
  same: ConnectionStep | null
  cause: ConnectionStep | null
}

function Advice({ step: { advice, fix, target }, same, cause }: AdviceProps) {
  if (same)
    return (
      <p className="text-muted">{same === cause ? 'See the advice above.' : `Same advice as for ${same.target}.`}</p>
    )
  return (
    <>
      {advice && <p className="font-medium">{advice}</p>}
      {fix && <CopyBox label={`Fix for ${target}`} text={fix} />}
    </>
  )
}
