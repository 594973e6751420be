import { summary } from './produce-results.tsx'
import type { Sending } from './use-production.ts'

interface SendStatusProps {
  sendings: readonly Sending[]
  /** While a request is pending or has failed, the previous result is obsolete. */
  isStale: boolean
}

/** The result of the last request, beside the button; always rendered, because only changes are announced. */
export function SendStatus({ sendings: [newest], isStale }: SendStatusProps) {
  return (
    <p role="status" aria-label="Result" className="text-small">
      {newest && !isStale && <span key={newest.id}>{summary(newest.reply.results, newest.reply.failed)}</span>}
    </p>
  )
}
