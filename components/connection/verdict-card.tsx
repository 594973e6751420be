import { CopyBox } from '#components/shared/copy-box.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { ConnectionCheck, ConnectionStep } from '#lib/contract/connection.ts'
import { describeVerdict, findSameTargets } from '#lib/format/connection-words.ts'
import { StepSign } from './step-sign.tsx'

const looks = {
  ok: { border: 'border-l-ok', status: 'ok', label: 'OK' },
  warn: { border: 'border-l-warn', status: 'slow', label: 'Warning' },
  bad: { border: 'border-l-bad', status: 'failed', label: 'Failed' },
} as const

interface VerdictCardProps {
  check: ConnectionCheck
  cause: ConnectionStep | null
}

/** The result in one sentence; below it what to do first, and what to configure. */
export function VerdictCard({ check, cause }: VerdictCardProps) {
  const { tone, title, text } = describeVerdict(check)
  const { border, status, label } = looks[tone]
  const others = cause ? findSameTargets(cause, check.steps) : []
  return (
    <section
      aria-label="Result"
      className={classNames('rounded-r-card border border-line border-l-3 bg-surface px-4 py-3.5 shadow-card', border)}
    >
      <div role="status" className="flex gap-2.5">
        <StepSign status={status} label={label} className="mt-0.5 size-5" />
        <div className="wrap-anywhere min-w-0 space-y-1">
          <h2 className="font-semibold text-large">{title}</h2>
          {text && <p className="text-muted">{text}</p>}
        </div>
      </div>
      {cause?.advice && (
        <div className="mt-3 max-w-4xl space-y-2.5 sm:pl-7.5">
          <p className="wrap-anywhere text-large">{cause.advice}</p>
          {cause.fix && <CopyBox label="Fix" text={cause.fix} />}
          {others.length > 0 && <p className="wrap-anywhere text-muted">The same applies to {others.join(', ')}.</p>}
        </div>
      )}
    </section>
  )
}
