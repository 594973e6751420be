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
    title: 'The dashboard does not respond',
    check: 'It was stopped, or the network is down. This page reconnects when it is back.',
    canRetry: true,
  },
  invalid: {
    title: 'Invalid request',
    check: 'Nothing was changed.',
    canRetry: false,
  },
  forbidden: {
    title: 'Not authorized',
    check: 'The account that the dashboard uses lacks a permission (ACL) for this.',
    canRetry: true,
  },
  'not-found': { title: 'Not found', check: 'It may have been deleted, or the name is misspelled.', canRetry: true },
  'read-only': {
    title: 'This cluster is read-only',
    check: 'Nothing was changed. Read-only is set by readOnly in highwater.yaml or by --read-only.',
    canRetry: false,
  },
  conflict: {
    title: 'Conflict',
    check: 'Resolve it, then try again.',
    canRetry: true,
  },
  exists: { title: 'Already exists', check: 'Choose another name.', canRetry: false },
  'too-large': { title: 'Too large', check: 'Send less per request.', canRetry: false },
  busy: { title: 'Too many requests', check: 'Wait a moment, then try again.', canRetry: true },
  internal: {
    title: 'Internal error of the dashboard',
    check: 'The log of the dashboard has the details under this request id.',
    canRetry: true,
  },
  unsupported: {
    title: 'Not supported by this cluster',
    check: 'Its Kafka release is too old, or the feature is disabled.',
    canRetry: false,
  },
  unreachable: {
    title: 'The cluster cannot be reached',
    check: 'Check that its brokers are running, and that the addresses and the credentials are right.',
    canRetry: true,
    isOfConnection: true,
  },
  unavailable: { title: 'Temporarily unavailable', check: 'This usually passes within seconds.', canRetry: true },
  timeout: {
    title: 'The cluster did not respond in time',
    check: 'A broker may be overloaded or hanging. The dashboard keeps trying.',
    canRetry: true,
    isOfConnection: true,
  },
}

const bug: ErrorHelp = {
  title: 'This page failed',
  check: 'Reload it to try again.',
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
