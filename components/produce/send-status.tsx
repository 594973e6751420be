import { summary } from './produce-results.tsx'
import type { Sending } from './use-production.ts'

interface SendStatusProps {
  sendings: readonly Sending[]
  /** While something is on its way, or went wrong, what came before says nothing. */
  isStale: boolean
}

/** What became of the last sending, beside the button; always there, as only what changes is read out. */
export function SendStatus({ sendings: [newest], isStale }: SendStatusProps) {
  return (
    <p role="status" aria-label="What became of it" className="text-small">
      {newest && !isStale && <span key={newest.id}>{summary(newest.reply.results, newest.reply.failed)}</span>}
    </p>
  )
}
