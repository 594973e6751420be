import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { configuration } from '#lib/clusters/configuration.ts'
import { decodeSegment, pagePaths } from '#lib/contract/paths.ts'
import { refuseAddress } from '#lib/server/api-address.ts'
import { refuseMethod } from '#lib/server/gate/refusals.ts'
import { contentSecurityPolicy, inertPolicy, securityHeaders, uncached } from '#lib/server/headers.ts'
import { HOST_HINT, HOST_REFUSAL, isHostAllowed } from '#lib/server/hosts.ts'
import { serverSettings } from '#lib/server/settings.ts'

/** In front of pages, routes and files alike: it has no matcher, so nothing is served to a foreign host name. */
export function proxy(request: NextRequest): NextResponse {
  if (!isHostAllowed(request.headers.get('host'), serverSettings())) {
    return refuse({ status: 403, code: 'forbidden', message: HOST_REFUSAL, hint: HOST_HINT })
  }
  const { pathname } = request.nextUrl
  // The gate has asked this of the address as it was sent; here it is as Next reads it.
  const wrongMethod = refuseMethod(request.method, pathname)
  if (wrongMethod) return refuse(wrongMethod)
  if (pathname === '/api' || pathname.startsWith('/api/')) {
    const refusal = refuseAddress(request.method, pathname)
    return refusal ? refuse(refusal) : dress(NextResponse.next(), inertPolicy)
  }
  const only = pathname === '/' ? onlyClusterId() : null
  // Next sends the address without scheme and name, as those that the browser used may be a proxy's in front of us.
  if (only) {
    const overview = new URL(pagePaths.overview(only), request.nextUrl)
    return dress(NextResponse.redirect(overview, { headers: uncached }), inertPolicy)
  }
  if (pathname.startsWith('/_next/static/')) return dress(NextResponse.next(), inertPolicy)

  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  // Next reads the nonce for its own scripts from the policy; the rest is for our root layout.
  headers.set('Content-Security-Policy', policy)
  headers.set('x-nonce', nonce)
  headers.set('x-highwater-exposed', String(serverSettings().isExposed))
  const passOn = { request: { headers } }
  if (isOfKnownCluster(pathname) && !NEXTS_OWN.test(pathname)) return dress(NextResponse.next(passOn), policy)
  return dress(NextResponse.rewrite(new URL(NOWHERE, request.nextUrl), passOn), policy)
}

/** An address that no page has, so that it is answered as such: 404, in the words of not-found. */
const NOWHERE = '/no-such-cluster'

/** Next would serve its pages for errors under their own addresses, to be kept by caches for a year. */
const NEXTS_OWN = /^\/_(?!next\/)/

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

interface Refused {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly allow?: string
}

function refuse({ status, allow, ...error }: Refused): NextResponse {
  const requestId = randomBytes(8).toString('hex')
  const headers = { ...uncached, ...(allow !== undefined && { Allow: allow }) }
  return dress(NextResponse.json({ error: { ...error, requestId } }, { status, headers }), inertPolicy)
}

function dress(response: NextResponse, policy: string): NextResponse {
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
  response.headers.set('Content-Security-Policy', policy)
  return response
}
