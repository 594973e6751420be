import { explainError } from '#components/shared/error-help.ts'
import { Notice } from '#components/ui/notice.tsx'

/** Why nothing at all was sent. */
export function ProduceFailure({ error }: { error: unknown }) {
  if (error === undefined || error === null) return null
  const { title, message, check } = explainError(error)
  return (
    <Notice tone="bad" title={`${title}.`}>
      {message} <span className="text-muted">{check}</span>
    </Notice>
  )
}
