import { Button } from '#components/ui/button.tsx'
import { ConnectionLink } from './connection-link.tsx'
import { explainError } from './error-help.ts'

interface ErrorNoticeProps {
  error: unknown
  retry: () => void
  isRetrying: boolean
}

/** In the place of something that could not be loaded: what happened, what it means, what to do. */
export function ErrorNotice({ error, retry, isRetrying }: ErrorNoticeProps) {
  const { title, message, check, canRetry, requestId, isOfConnection } = explainError(error)
  return (
    <div role="alert" className="mx-auto flex max-w-xl flex-col items-center gap-2 px-4 py-12 text-center">
      <p className="font-semibold text-large">{title}</p>
      <p>{message}</p>
      <p className="text-muted">{check}</p>
      {requestId && <p className="font-mono text-faint text-small">{requestId}</p>}
      {isOfConnection && <ConnectionLink />}
      {canRetry && (
        <Button onClick={() => retry()} isPending={isRetrying} className="mt-2">
          Try again
        </Button>
      )}
    </div>
  )
}
