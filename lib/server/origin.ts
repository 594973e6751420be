import { parseHost } from './hosts.ts'

/**
 * Whether a browser sent this request from a page of another site. Without Origin and Sec-Fetch-Site it is no browser.
 * The scheme is not compared, because a proxy may terminate TLS.
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

/** Origin omits the default port of the scheme, and a proxy may include it in Host. */
function isSamePort(ours: string, theirs: string): boolean {
  return ours === theirs || (theirs === '' && (ours === '80' || ours === '443'))
}
