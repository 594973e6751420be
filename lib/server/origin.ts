import { parseHost } from './hosts.ts'

/**
 * Whether a browser sent this request for a page that is not ours. No Origin and no Sec-Fetch-Site means no browser.
 * The scheme is not compared, as a proxy that ends TLS may stand in front.
 */
export function isForeignRequest(headers: Headers, isRead: boolean): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && !(isRead && site === 'none')) return true
  const origin = headers.get('origin')
  if (origin === null) return false
  const ours = parseHost(headers.get('host'))
  const theirs = hostOf(origin)
  return !ours || !theirs || ours.name !== theirs.name || !isSamePort(ours.port, theirs.port)
}

function hostOf(origin: string) {
  return parseHost(URL.canParse(origin) ? new URL(origin).host : null)
}

/** A browser leaves out the scheme's own port in Origin, and a proxy may write it out in Host. */
function isSamePort(ours: string, theirs: string): boolean {
  return ours === theirs || (theirs === '' && (ours === '80' || ours === '443'))
}
