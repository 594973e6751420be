import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ConnectionLink } from './connection-link.tsx'
import { explainError } from './error-help.ts'
import { ErrorNotice } from './error-notice.tsx'

/** The part of SWR's result that is needed here. */
export interface Query<Data> {
  readonly data: Data | undefined
  readonly error: unknown
  readonly isValidating: boolean
  readonly mutate: () => unknown
}

interface QueryStateProps<Data> {
  query: Query<Data>
  skeleton: ReactNode
  /** Whether there is nothing to show; then `empty` is shown instead. */
  isEmpty?: (data: Data) => boolean
  empty?: ReactNode
  children: (data: Data) => ReactNode
}

/**
 * Decides once for all pages, in this order: data stays on the screen, with a banner if it could not be read again;
 * then the empty state, then the error, and a skeleton only while nothing is known.
 */
export function QueryState<Data>({ query, skeleton, isEmpty, empty, children }: QueryStateProps<Data>) {
  const { data, error, isValidating, mutate } = query
  if (data === undefined) {
    if (!error) return skeleton
    return <ErrorNotice error={error} retry={mutate} isRetrying={isValidating} />
  }
  return (
    <>
      {error !== undefined && error !== null && <StaleNotice error={error} retry={mutate} isRetrying={isValidating} />}
      {isEmpty?.(data) ? empty : children(data)}
    </>
  )
}

function StaleNotice({ error, retry, isRetrying }: { error: unknown; retry: () => void; isRetrying: boolean }) {
  const { title, message, isOfConnection } = explainError(error)
  return (
    <Notice
      tone="warn"
      title={`${title}.`}
      className="mb-4"
      actions={
        <Button onClick={() => retry()} isPending={isRetrying}>
          Try again
        </Button>
      }
    >
      {message} The data below is stale. {isOfConnection && <ConnectionLink />}
    </Notice>
  )
}
