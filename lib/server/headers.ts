/** On every response: pages, routes and files. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
}

/** Of all that is no file: it may be another a moment later, and is for nobody else. */
export const uncached: Readonly<Record<string, string>> = { 'Cache-Control': 'private, no-store' }

/** Scripts run by nonce only. Styles may be inline, as Turbopack and the tables need them. */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  // React's development build rebuilds server stacks with eval; reloading uses a web socket.
  const evaluate = isDevelopment ? " 'unsafe-eval'" : ''
  const sockets = isDevelopment ? ' ws:' : ''
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${evaluate}`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${sockets}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** For responses that are not pages: nothing in them may run or load. */
export const inertPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
