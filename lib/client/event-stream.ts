import type { SnapshotEvent, StatusEvent } from '#lib/contract/events.ts'
import { apiPaths } from '#lib/contract/paths.ts'
import { snapshotParts } from '#lib/contract/snapshot-parts.ts'

export type StreamMessage =
  | { readonly type: 'snapshot'; readonly event: SnapshotEvent; readonly receivedAtMs: number }
  | { readonly type: 'status'; readonly event: StatusEvent; readonly receivedAtMs: number }
  | { readonly type: 'open' }
  | { readonly type: 'lost'; readonly atMs: number }

type Listener = (message: StreamMessage) => void

const RETRY_MS = 1_000
const RETRY_SPREAD_MS = 2_000

/**
 * Follows a cluster's events until the returned function is called. Browsers allow only a handful of connections to one
 * server, so all tabs share one: the tab that holds the lock has it, and passes everything on. Where a browser offers no
 * locks, as on plain http under another name than localhost, every tab has its own.
 */
export function followCluster(cluster: string, listener: Listener): () => void {
  if (!('locks' in navigator) || !('BroadcastChannel' in window)) return connect(cluster, listener)
  return share(cluster, listener)
}

function share(cluster: string, listener: Listener): () => void {
  const name = `highwater:events:${cluster}`
  const channel = new BroadcastChannel(name)
  const stopping = new AbortController()
  const latest = new Map<string, StreamMessage>()

  channel.onmessage = ({ data }: MessageEvent<StreamMessage | { type: 'hello' }>) => {
    if (data.type !== 'hello') listener(data)
    // Only the tab with the connection can inform a new one.
    else for (const message of latest.values()) channel.postMessage(forNewTab(message))
  }
  channel.postMessage({ type: 'hello' })

  const lead = () =>
    new Promise<void>((release) => {
      const disconnect = connect(cluster, (message) => {
        latest.set(message.type === 'lost' || message.type === 'open' ? 'connection' : message.type, message)
        listener(message)
        channel.postMessage(message)
      })
      stopping.signal.addEventListener('abort', () => {
        disconnect()
        release()
      })
    })
  // Rejected if this tab stops before it gets the lock.
  navigator.locks.request(name, { signal: stopping.signal }, lead).catch(() => {})

  return () => {
    stopping.abort()
    channel.close()
  }
}

/** A new tab may have read its lists just before a change whose event it did not receive. */
function forNewTab(message: StreamMessage): StreamMessage {
  if (message.type !== 'snapshot') return message
  return { ...message, event: { ...message.event, changed: [...snapshotParts] } }
}

/**
 * One connection, reopened for as long as it is needed. The random part of the pause keeps many tabs from reconnecting
 * at once.
 */
function connect(cluster: string, listener: Listener): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const open = () => {
    source = new EventSource(apiPaths.events(cluster))
    source.addEventListener('open', () => listener({ type: 'open' }))
    source.addEventListener('snapshot', ({ data }) => {
      listener({ type: 'snapshot', event: JSON.parse(data), receivedAtMs: Date.now() })
    })
    source.addEventListener('status', ({ data }) => {
      listener({ type: 'status', event: JSON.parse(data), receivedAtMs: Date.now() })
    })
    source.addEventListener('bye', lose)
    source.addEventListener('error', lose)
  }
  const lose = () => {
    source?.close()
    clearTimeout(timer)
    timer = setTimeout(open, RETRY_MS + Math.random() * RETRY_SPREAD_MS)
    listener({ type: 'lost', atMs: Date.now() })
  }
  open()

  return () => {
    clearTimeout(timer)
    source?.close()
  }
}
