import { routes } from '#lib/contract/routes.ts'

export interface AddressRefusal {
  readonly status: 400 | 404
  readonly code: 'invalid' | 'not-found'
  readonly message: string
}

const patterns = routes.map(({ method, path }) => ({
  method,
  pattern: new RegExp(`^/api${path.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`),
}))

/** Paths that Next would refuse with a response of its own, before any handler of ours is called. */
export function refuseAddress(method: string, pathname: string): AddressRefusal | null {
  try {
    decodeURIComponent(pathname)
  } catch {
    return { status: 400, code: 'invalid', message: 'The address has a broken percent-encoding.' }
  }
  const methods = patterns.filter(({ pattern }) => pattern.test(pathname)).map((route) => route.method)
  const asked = method === 'HEAD' ? 'GET' : method
  const isOffered = methods.some((offered) => offered === asked)
  if (pathname !== '/api' && (methods.length === 0 || isOffered)) return null
  const also = methods.length > 0 ? ` There is ${methods.join(', ')}.` : ''
  return { status: 404, code: 'not-found', message: `There is no ${method} ${pathname}.${also}` }
}
