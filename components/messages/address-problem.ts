import type { QueryProblem } from './messages-query.ts'
import { messagesQueryParams } from './messages-search-params.ts'

type Field = QueryProblem['field']

/** The valid values of URL parameters that do not accept any text. */
const wanted: Partial<Record<Field, string>> = {
  from: 'newest, oldest, offset, time or live',
  limit: 'a whole number',
  control: 'true or false',
  case: 'match or ignore',
  keySearch: 'partition or all',
  isolation: 'committed or uncommitted',
}

/** An invalid parameter would otherwise be ignored, and the page would show another query. */
export function addressProblem(address: Pick<URLSearchParams, 'get'>): QueryProblem | null {
  for (const field of fields) {
    const value = address.get(field)
    if (!value || messagesQueryParams[field].parse(value) !== null) continue
    const words = wanted[field] ?? 'one of the offered values'
    return { field, message: `Invalid URL: “${value}” is not a value of “${field}”; it must be ${words}` }
  }
  return null
}

const fields = Object.keys(messagesQueryParams).filter(isQueryField)

export function isQueryField(name: string): name is Field {
  return Object.hasOwn(messagesQueryParams, name)
}
