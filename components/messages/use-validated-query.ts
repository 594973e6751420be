import { useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { ApiError } from '#lib/client/api-error.ts'
import { addressProblem, isQueryField } from './address-problem.ts'
import { type ApiQuery, type MessagesQuery, type QueryProblem, toApiQuery } from './messages-query.ts'

interface ValidatedQuery {
  /** As the API takes it; null: it cannot be asked. */
  readonly query: ApiQuery | null
  readonly problem: QueryProblem | null
  /** Whether the URL itself cannot be read, so that `query` of the page is not what it says. */
  readonly isUrlInvalid: boolean
}

/** What the URL asks for, or why it cannot be asked. While the URL stays the same, so does the query. */
export function useValidatedQuery(query: MessagesQuery, partitionCount: number | null): ValidatedQuery {
  const addressFault = addressProblem(useSearchParams())
  const text = JSON.stringify(toApiQuery(query, partitionCount))
  const validated = useMemo(() => {
    const result: ReturnType<typeof toApiQuery> = JSON.parse(text)
    return { query: null, problem: null, ...result, isUrlInvalid: false }
  }, [text])
  return addressFault ? { query: null, problem: addressFault, isUrlInvalid: true } : validated
}

/** The field that the server refused, if it names one. */
export function problemOf(error: unknown): QueryProblem | null {
  if (!(error instanceof ApiError) || error.code !== 'invalid' || error.field === undefined) return null
  const { field, message } = error
  return isQueryField(field) ? { field, message } : null
}
