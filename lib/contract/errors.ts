/** Every error a route can answer with, and its HTTP status. */
export const errorStatus = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  'read-only': 405,
  conflict: 409,
  exists: 409,
  'too-large': 413,
  busy: 429,
  internal: 500,
  unsupported: 501,
  unreachable: 502,
  unavailable: 503,
  timeout: 504,
} as const

export type ErrorCode = keyof typeof errorStatus

/** Object.keys of an object literal that is never extended are the keys of its type. */
export const errorCodes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]

interface AppErrorOptions {
  readonly hint?: string
  /** The invalid parameter or body field. */
  readonly field?: string
  readonly progress?: { readonly stage: string; readonly done: number; readonly of: number }
  readonly retryAfterSeconds?: number
  readonly cause?: unknown
}

const mark = Symbol.for('highwater.app-error')

/**
 * An error whose message is written for the user. Recognized by a mark and not by its class: Next compiles what starts
 * the monitors apart from the routes, so this class exists more than once in a process.
 */
export class AppError extends Error {
  override name = 'AppError'
  readonly [mark] = true
  readonly code: ErrorCode
  readonly options: AppErrorOptions

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.options = options
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value
  }
}
