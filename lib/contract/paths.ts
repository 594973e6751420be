/**
 * Ids that a URL segment cannot carry are escaped here and nowhere else:
 * `.` and `..` mean folders, an empty segment disappears, and `~` is the sign of our own escapes.
 */
export function encodeSegment(id: string): string {
  if (id === '') return '~e'
  if (id === '.') return '~d'
  if (id === '..') return '~dd'
  return encodeURIComponent(id.startsWith('~') ? `~${id}` : id)
}

/** Takes the segment as it stands in the URL, still percent-encoded. Throws a URIError where that encoding is broken. */
export function decodeSegment(segment: string): string {
  const id = decodeURIComponent(segment)
  if (id === '~e') return ''
  if (id === '~d') return '.'
  if (id === '~dd') return '..'
  return id.startsWith('~~') ? id.slice(1) : id
}

/** The id of the cluster that Highwater starts itself. */
export const EMBEDDED_CLUSTER = 'demo'

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Appends the parameters that have a value, in the order given. */
export function withQuery(path: string, query: Query): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text ? `${path}?${text}` : path
}

export const apiPaths = {
  health: '/api/health',
  openapi: '/api/openapi.json',
  clusters: '/api/clusters',
  cluster: (cluster: string) => `/api/clusters/${encodeSegment(cluster)}`,
  events: (cluster: string) => `/api/clusters/${encodeSegment(cluster)}/events`,
  brokers: (cluster: string) => `/api/clusters/${encodeSegment(cluster)}/brokers`,
  topics: (cluster: string) => `/api/clusters/${encodeSegment(cluster)}/topics`,
  demo: '/api/demo',
  demoBroker: (broker: number) => `/api/demo/brokers/${broker}`,
} as const

export const pagePaths = {
  clusters: '/',
  overview: (cluster: string) => `/clusters/${encodeSegment(cluster)}`,
  topics: (cluster: string) => `/clusters/${encodeSegment(cluster)}/topics`,
  brokers: (cluster: string) => `/clusters/${encodeSegment(cluster)}/brokers`,
} as const
