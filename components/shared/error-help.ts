import { ApiError } from '#lib/client/api-error.ts'

interface ErrorHelp {
  readonly title: string
  /** What to check, or what happens automatically. */
  readonly check: string
  /** Whether a retry can help. */
  readonly canRetry: boolean
  /** Whether the connection page can say more. */
  readonly isOfConnection?: boolean
}

const help: Record<ApiError['code'], ErrorHelp> = {
  'no-server': {
    title: 'The dashboard does not answer',
    check: 'It was stopped, or the network in between is down. This page goes on by itself when it is back.',
    canRetry: true,
  },
  invalid: {
    title: 'That cannot be',
    check: 'Nothing was changed. Correct what was entered, or the address of this page.',
    canRetry: false,
  },
  forbidden: {
    title: 'That is not allowed',
    check: 'The account that the dashboard uses lacks a right.',
    canRetry: true,
  },
  'not-found': { title: 'Not found', check: 'It may have been deleted, or the address has a mistake.', canRetry: true },
  'read-only': {
    title: 'This cluster is read-only here',
    check: 'Nothing was changed. Whoever set the dashboard up decides that, by readOnly or --read-only.',
    canRetry: false,
  },
  conflict: {
    title: 'Something stands in the way',
    check: 'Clear what the message names, then try again.',
    canRetry: true,
  },
  exists: { title: 'It exists already', check: 'Choose another name.', canRetry: false },
  'too-large': { title: 'Too large', check: 'Send less at once.', canRetry: false },
  busy: { title: 'Too much at once', check: 'Wait a moment, then try again.', canRetry: true },
  internal: {
    title: 'Something went wrong in the dashboard',
    check: 'Its log has the details, under the request id below.',
    canRetry: true,
  },
  unsupported: {
    title: 'This cluster cannot do that',
    check: 'Its Kafka is too old, or it is switched off there.',
    canRetry: false,
  },
  unreachable: {
    title: 'The cluster cannot be reached',
    check: 'Check that its brokers run, and that the address and the login are right.',
    canRetry: true,
    isOfConnection: true,
  },
  unavailable: { title: 'Not available right now', check: 'This usually passes within seconds.', canRetry: true },
  timeout: {
    title: 'The cluster took too long',
    check: 'A broker may be overloaded or hang. The dashboard keeps trying.',
    canRetry: true,
    isOfConnection: true,
  },
}

const bug: ErrorHelp = {
  title: 'Something went wrong on this page',
  check: 'Loading it again may help.',
  canRetry: true,
}

export function explainError(error: unknown): ErrorHelp & { readonly message: string; readonly requestId?: string } {
  if (!(error instanceof ApiError)) return { ...bug, message: error instanceof Error ? error.message : '' }
  const { requestId } = error
  return {
    ...help[error.code],
    ...(error.hint && { check: error.hint }),
    message: error.message,
    ...(error.code === 'internal' && requestId && { requestId }),
  }
}
