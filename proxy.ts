import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { configuration } from '#lib/clusters/configuration.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { contentSecurityPolicy, inertPolicy, securityHeaders } from '#lib/server/headers.ts'
import { isHostAllowed } from '#lib/server/hosts.ts'
import { serverSettings } from '#lib/server/settings.ts'

/** In front of pages, routes and files alike: it has no matcher, so nothing is served to a foreign host name. */
export function proxy(request: NextRequest): NextResponse {
  if (!isHostAllowed(request.headers.get('host'), serverSettings())) return refuse()
  const { pathname } = request.nextUrl
  if (pathname.startsWith('/api/')) return NextResponse.next()
  const only = pathname === '/' ? onlyClusterId() : null
  // Next sends the address without scheme and name, as those that the browser used may be a proxy's in front of us.
  if (only) return dress(NextResponse.redirect(new URL(pagePaths.overview(only), request.nextUrl)), inertPolicy)
  if (pathname.startsWith('/_next/static/')) return dress(NextResponse.next(), inertPolicy)

  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  // Next reads the nonce for its own scripts from the policy; the rest is for our root layout.
  headers.set('Content-Security-Policy', policy)
  headers.set('x-nonce', nonce)
  headers.set('x-highwater-exposed', String(serverSettings().isExposed))
  return dress(NextResponse.next({ request: { headers } }), policy)
}

function onlyClusterId(): string | null {
  const { clusters } = configuration()
  return clusters.length === 1 ? (clusters[0]?.id ?? null) : null
}

function refuse(): NextResponse {
  const error = {
    code: 'forbidden',
    message: 'This server does not answer to that host name.',
    hint: 'Start Highwater with --allowed-host NAME to serve it under another name.',
    requestId: randomBytes(8).toString('hex'),
  }
  const response = NextResponse.json({ error }, { status: 403, headers: { 'Cache-Control': 'private, no-store' } })
  return dress(response, inertPolicy)
}

function dress(response: NextResponse, policy: string): NextResponse {
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
  response.headers.set('Content-Security-Policy', policy)
  return response
}
