import { usePathname } from 'next/navigation'
import { Button } from '#components/ui/button.tsx'
import { useClusterItem } from '#lib/client/use-clusters.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { ConnectionLink } from './connection-link.tsx'
import { explainError } from './error-help.ts'

interface ErrorNoticeProps {
  error: unknown
  retry: () => void
  isRetrying: boolean
}

/** Shown instead of data that could not be loaded: what happened, what it means, what to do. */
export function ErrorNotice({ error, retry, isRetrying }: ErrorNoticeProps) {
  const { title, message, check, canRetry, requestId, isOfConnection } = explainError(error)
  const isShownAbove = useIsShownAbove(message, isOfConnection)
  return (
    <div role="alert" className="mx-auto flex max-w-xl flex-col items-center gap-2 px-4 py-12 text-center">
      <p className="font-semibold text-large">{title}</p>
      {!isShownAbove && <p className="whitespace-pre-line">{message}</p>}
      {!isShownAbove && <p className="text-muted">{check}</p>}
      {requestId && <p className="font-mono text-faint text-small">{requestId}</p>}
      {isOfConnection && !isShownAbove && <ConnectionLink />}
      {canRetry && (
        <Button onClick={() => retry()} isPending={isRetrying} className="mt-2">
          Try again
        </Button>
      )}
    </div>
  )
}

/** For an offline cluster there is a banner on every page but its connection page. */
function useIsShownAbove(message: string, isOfConnection = false): boolean {
  const item = useClusterItem()
  const pathname = usePathname()
  if (item?.status !== 'offline' || pathname === pagePaths.connection(item.id)) return false
  return isOfConnection || message === item.error?.message
}
