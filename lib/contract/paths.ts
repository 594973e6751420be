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

/** Takes the segment as in the URL, still percent-encoded. Throws a URIError if that encoding is invalid. */
export function decodeSegment(segment: string): string {
  const id = decodeURIComponent(segment)
  if (id === '~e') return ''
  if (id === '~d') return '.'
  if (id === '~dd') return '..'
  return id.startsWith('~~') ? id.slice(1) : id
}

/** The id of the embedded cluster. */
export const EMBEDDED_CLUSTER = 'demo'

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

/** Appends the parameters that have a value, in the given order. */
export function withQuery(path: string, query: Query): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text ? `${path}?${text}` : path
}

function clusterPath(cluster: string): string {
  return `/clusters/${encodeSegment(cluster)}`
}

function topicPath(cluster: string, topic: string): string {
  return `${clusterPath(cluster)}/topics/${encodeSegment(topic)}`
}

function brokerPath(cluster: string, id: number): string {
  return `${clusterPath(cluster)}/brokers/${id}`
}

function groupPath(cluster: string, group: string): string {
  return `${clusterPath(cluster)}/groups/${encodeSegment(group)}`
}

// Not below topics and groups, where it would hide one that is named so.
function comparePath(cluster: string, what: 'topics' | 'groups', ids: readonly string[]): string {
  return `${clusterPath(cluster)}/compare/${what}?${new URLSearchParams(ids.map((id) => ['ids', id]))}`
}

const apiCluster = (cluster: string) => `/api${clusterPath(cluster)}`
const apiTopic = (cluster: string, topic: string) => `/api${topicPath(cluster, topic)}`
const apiBroker = (cluster: string, id: number) => `/api${brokerPath(cluster, id)}`
const apiGroup = (cluster: string, group: string) => `/api${groupPath(cluster, group)}`

export const apiPaths = {
  health: '/api/health',
  openapi: '/api/openapi.json',
  clusters: '/api/clusters',
  cluster: (cluster: string) => apiCluster(cluster),
  connection: (cluster: string) => `${apiCluster(cluster)}/connection`,
  connectionCheck: (cluster: string) => `${apiCluster(cluster)}/connection/check`,
  events: (cluster: string) => `${apiCluster(cluster)}/events`,
  search: (cluster: string) => `${apiCluster(cluster)}/search`,
  history: (cluster: string) => `${apiCluster(cluster)}/history`,
  quorum: (cluster: string) => `${apiCluster(cluster)}/quorum`,
  features: (cluster: string) => `${apiCluster(cluster)}/features`,
  brokers: (cluster: string) => `${apiCluster(cluster)}/brokers`,
  broker: (cluster: string, id: number) => apiBroker(cluster, id),
  brokerConfig: (cluster: string, id: number) => `${apiBroker(cluster, id)}/config`,
  brokerReplicas: (cluster: string, id: number) => `${apiBroker(cluster, id)}/replicas`,
  topics: (cluster: string) => `${apiCluster(cluster)}/topics`,
  topicRates: (cluster: string) => `${apiCluster(cluster)}/topic-rates`,
  topicTree: (cluster: string) => `${apiCluster(cluster)}/topic-tree`,
  topic: (cluster: string, topic: string) => apiTopic(cluster, topic),
  partitions: (cluster: string, topic: string) => `${apiTopic(cluster, topic)}/partitions`,
  truncate: (cluster: string, topic: string) => `${apiTopic(cluster, topic)}/truncate`,
  topicConfig: (cluster: string, topic: string) => `${apiTopic(cluster, topic)}/config`,
  topicHistory: (cluster: string, topic: string) => `${apiTopic(cluster, topic)}/history`,
  topicGroups: (cluster: string, topic: string) => `${apiTopic(cluster, topic)}/groups`,
  topicProducers: (cluster: string, topic: string) => `${apiTopic(cluster, topic)}/producers`,
  messages: (cluster: string, topic: string) => `${apiTopic(cluster, topic)}/messages`,
  message: (cluster: string, topic: string, partition: number, offset: number) =>
    `${apiTopic(cluster, topic)}/messages/${partition}/${offset}`,
  messageExport: (cluster: string, topic: string) => `${apiTopic(cluster, topic)}/export`,
  groups: (cluster: string) => `${apiCluster(cluster)}/groups`,
  group: (cluster: string, group: string) => apiGroup(cluster, group),
  groupPartitions: (cluster: string, group: string) => `${apiGroup(cluster, group)}/partitions`,
  groupMembers: (cluster: string, group: string) => `${apiGroup(cluster, group)}/members`,
  groupHistory: (cluster: string, group: string) => `${apiGroup(cluster, group)}/history`,
  groupOffsets: (cluster: string, group: string) => `${apiGroup(cluster, group)}/offsets`,
  demo: '/api/demo',
  demoBroker: (broker: number) => `/api/demo/brokers/${broker}`,
} as const

export const pagePaths = {
  clusters: '/',
  overview: (cluster: string) => clusterPath(cluster),
  connection: (cluster: string) => `${clusterPath(cluster)}/connection`,
  topics: (cluster: string) => `${clusterPath(cluster)}/topics`,
  topic: (cluster: string, topic: string) => topicPath(cluster, topic),
  topicConfig: (cluster: string, topic: string) => `${topicPath(cluster, topic)}/config`,
  topicGroups: (cluster: string, topic: string) => `${topicPath(cluster, topic)}/groups`,
  topicProducers: (cluster: string, topic: string) => `${topicPath(cluster, topic)}/producers`,
  messages: (cluster: string, topic: string) => `${topicPath(cluster, topic)}/messages`,
  messagesAt: (cluster: string, topic: string, partition: number, offset: number) =>
    withQuery(`${topicPath(cluster, topic)}/messages`, { from: 'offset', partitions: partition, offset }),
  topicsMessages: (cluster: string, topics: readonly string[] = []) =>
    withQuery(`${clusterPath(cluster)}/messages`, { topics: topics.join(',') }),
  produce: (cluster: string) => `${clusterPath(cluster)}/produce`,
  compareTopics: (cluster: string, ids: readonly string[]) => comparePath(cluster, 'topics', ids),
  compareGroups: (cluster: string, ids: readonly string[]) => comparePath(cluster, 'groups', ids),
  groups: (cluster: string) => `${clusterPath(cluster)}/groups`,
  group: (cluster: string, group: string) => groupPath(cluster, group),
  groupMembers: (cluster: string, group: string) => `${groupPath(cluster, group)}/members`,
  brokers: (cluster: string) => `${clusterPath(cluster)}/brokers`,
  broker: (cluster: string, id: number) => brokerPath(cluster, id),
  brokerConfig: (cluster: string, id: number) => `${brokerPath(cluster, id)}/config`,
} as const
