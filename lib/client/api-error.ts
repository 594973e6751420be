import type { ErrorReply } from '#lib/contract/common.ts'
import { type ErrorCode, errorStatus } from '#lib/contract/errors.ts'

/** Why a request to our own server failed: one of its error codes, or that it could not be reached. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: ErrorCode | 'no-server'
  /** 0 if there was no response. */
  readonly status: number
  readonly hint: string | undefined
  readonly requestId: string | undefined
  /** The invalid parameter or field. */
  readonly field: string | undefined

  constructor(
    code: ApiError['code'],
    status: number,
    message: string,
    details: { hint?: string; requestId?: string; field?: string } = {},
  ) {
    super(message)
    this.code = code
    this.status = status
    this.hint = details.hint
    this.requestId = details.requestId
    this.field = details.field
  }
}

/** Reads the error from a response, also if a proxy answered in place of our server with a body of its own. */
export async function toApiError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null)
  if (!isErrorReply(body)) {
    return new ApiError('internal', response.status, `The server answered ${response.status} without saying why.`)
  }
  const { code, message, hint, field, requestId } = body.error
  return new ApiError(code, response.status, message, { ...(hint && { hint }), ...(field && { field }), requestId })
}

function isErrorReply(body: unknown): body is ErrorReply {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false
  const { error } = body
  if (typeof error !== 'object' || error === null || !('code' in error && 'message' in error)) return false
  return typeof error.code === 'string' && Object.hasOwn(errorStatus, error.code) && typeof error.message === 'string'
}
