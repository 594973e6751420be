import { summary } from './produce-results.tsx'
import type { Sending } from './use-production.ts'

/** The result of the form as it is, beside the button; always rendered, because only changes are announced. */
export function SendStatus({ current }: { current: Sending | null }) {
  return (
    <p role="status" aria-label="Result" className="text-small">
      {current && <span key={current.id}>{summary(current.reply.results, current.reply.failed)}</span>}
    </p>
  )
}
