import { EMBEDDED_CLUSTER, pagePaths } from '#lib/contract/paths.ts'

export const SENDING_TOPIC = 'weather'

interface TourStep {
  readonly id: string
  readonly label: string
  readonly text: string
  /** null: it opens the form that produces messages. */
  readonly path: string | null
}

/** The story of the embedded cluster, each step with what to look at. */
export const tourSteps: readonly TourStep[] = [
  {
    id: 'topic',
    label: 'Look at a topic',
    text: 'transactions: ten partitions, their leaders, replicas and offsets, live.',
    path: pagePaths.topic(EMBEDDED_CLUSTER, 'transactions'),
  },
  {
    id: 'group',
    label: 'Find out why a group lags',
    text: 'slow-reporter consumes less than is produced: by how much, since when, and until when.',
    path: pagePaths.group(EMBEDDED_CLUSTER, 'slow-reporter'),
  },
  {
    id: 'message',
    label: 'Read a message',
    text: 'weather: newest, oldest, by text, by key, or with an expression.',
    path: pagePaths.messages(EMBEDDED_CLUSTER, SENDING_TOPIC),
  },
  {
    id: 'send',
    label: 'Send one yourself',
    text: 'Its partition and offset are reported once it is acknowledged.',
    path: null,
  },
  {
    id: 'kill',
    label: 'Kill a broker',
    text: 'Watch the other two take over its partitions, and start it again.',
    path: pagePaths.brokers(EMBEDDED_CLUSTER),
  },
]
