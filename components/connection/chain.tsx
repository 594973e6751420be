import { classNames } from '#components/ui/class-names.ts'
import type { ConnectionStep, ConnectionStepName } from '#lib/contract/connection.ts'
import { stepWords } from '#lib/format/connection-words.ts'
import { StepSign, statusWords } from './step-sign.tsx'

const cellLook = 'flex flex-col items-center max-sm:min-w-0 max-sm:flex-1 sm:w-16 sm:shrink-0'

/** The headings of the chains below. */
export function ChainHead({ names }: { names: readonly ConnectionStepName[] }) {
  return (
    <div aria-hidden className="flex text-muted text-small max-sm:hidden">
      {names.map((name) => (
        <span key={name} className={cellLook} title={stepWords[name].meaning}>
          {stepWords[name].name}
          {stepWords[name].term && <span className="text-tiny">{stepWords[name].term}</span>}
        </span>
      ))}
    </div>
  )
}

interface ChainProps {
  names: readonly ConnectionStepName[]
  steps: readonly ConnectionStep[]
}

/** The steps of one address in order, as a line that breaks at the failed step. */
export function Chain({ names, steps }: ChainProps) {
  const last = names.findLastIndex((name) => steps.some(({ step, status }) => step === name && status !== 'skipped'))
  return (
    <span className="flex max-sm:grow">
      {names.map((name, place) => {
        const step = steps.find((candidate) => candidate.step === name)
        return (
          <span key={name} className={cellLook}>
            <span className="flex w-full items-center">
              <span className={classNames('h-px grow', place > 0 && place <= last && 'bg-line-strong')} />
              {step ? (
                <StepSign
                  status={step.status}
                  label={`${stepWords[name].name}: ${statusWords[step.status]}`}
                  className="mx-0.5"
                />
              ) : (
                <span className="mx-0.5 size-4" />
              )}
              <span className={classNames('h-px grow', place < last && 'bg-line-strong')} />
            </span>
            <span aria-hidden className="whitespace-nowrap text-muted text-tiny sm:hidden">
              {stepWords[name].name}
            </span>
          </span>
        )
      })}
    </span>
  )
}
