import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { configuration } from '#lib/clusters/configuration.ts'
import { decodeSegment, pagePaths } from '#lib/contract/paths.ts'
import { refuseAddress } from '#lib/server/api-address.ts'
import { contentSecurityPolicy, inertPolicy, securityHeaders } from '#lib/server/headers.ts'
import { HOST_HINT, HOST_REFUSAL, isHostAllowed } from '#lib/server/hosts.ts'
import { serverSettings } from '#lib/server/settings.ts'

/** In front of pages, routes and files alike: it has no matcher, so nothing is served to a foreign host name. */
export function proxy(request: NextRequest): NextResponse {
  if (!isHostAllowed(request.headers.get('host'), serverSettings())) {
    return refuse({ status: 403, code: 'forbidden', message: HOST_REFUSAL, hint: HOST_HINT })
  }
  const { pathname } = request.nextUrl
  if (pathname === '/api' || pathname.startsWith('/api/')) {
    const refusal = refuseAddress(request.method, pathname)
    return refusal ? refuse(refusal) : dress(NextResponse.next(), inertPolicy)
  }
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
  const passOn = { request: { headers } }
  if (isOfKnownCluster(pathname)) return dress(NextResponse.next(passOn), policy)
  return dress(NextResponse.rewrite(new URL(NOWHERE, request.nextUrl), passOn), policy)
}

/** An address that no page has, so that it is answered as such: 404, in the words of not-found. */
const NOWHERE = '/no-such-cluster'

function isOfKnownCluster(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    const segment = /^\/clusters\/([^/]*)/.exec(pathname)?.[1]
    if (segment === undefined) return true
    const id = decodeSegment(segment)
    return configuration().clusters.some((cluster) => cluster.id === id)
  } catch {
    // A broken percent-encoding names nothing.
    return false
  }
}

function onlyClusterId(): string | null {
  const { clusters } = configuration()
  return clusters.length === 1 ? (clusters[0]?.id ?? null) : null
}

function refuse({ status, ...error }: { status: number; code: string; message: string; hint?: string }): NextResponse {
  const requestId = randomBytes(8).toString('hex')
  const headers = { 'Cache-Control': 'private, no-store' }
  return dress(NextResponse.json({ error: { ...error, requestId } }, { status, headers }), inertPolicy)
}

function dress(response: NextResponse, policy: string): NextResponse {
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
  response.headers.set('Content-Security-Policy', policy)
  return response
}
