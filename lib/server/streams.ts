import 'server-only'
import { singleton } from '#lib/clusters/singleton.ts'

interface OpenStream {
  /** The server shuts down. */
  readonly end: () => void
}

const HEARTBEAT_MS = 15_000
const HEARTBEAT = ': still here\n\n'
const encoder = new TextEncoder()

function openStreams(): Set<OpenStream> {
  return singleton('streams', () => new Set<OpenStream>())
}

export function formatEvent(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

export interface EventSource {
  /** The next message, or null. Called only when the reader has room, so changes must be kept until then. */
  readonly take: () => string | null
  /** Subscribes to the source; `wake` is to be called on changes. Returns how to unsubscribe. */
  readonly follow: (wake: () => void) => () => void
}

/** A stream of server-sent events, pulled by its reader: a slow reader pauses it, and it never grows. */
export function eventStream(signal: AbortSignal, source: EventSource): Response {
  let wake = () => {}
  let isHeartbeatDue = false
  let isEnded = false
  let cleanUp = () => {}

  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const stop = source.follow(() => wake())
        const heartbeat = setInterval(() => {
          isHeartbeatDue = true
          wake()
        }, HEARTBEAT_MS)
        const finish = (lastMessage: string | null) => {
          if (isEnded) return
          cleanUp()
          if (lastMessage !== null) controller.enqueue(encoder.encode(lastMessage))
          controller.close()
        }
        const stream: OpenStream = { end: () => finish(formatEvent('bye', { reason: 'stopping' })) }
        const onAbort = () => finish(null)
        cleanUp = () => {
          isEnded = true
          clearInterval(heartbeat)
          stop()
          unregister()
          signal.removeEventListener('abort', onAbort)
          wake()
        }
        const unregister = registerStream(stream)
        signal.addEventListener('abort', onAbort)
        if (signal.aborted) finish(null)
      },
      async pull(controller) {
        for (;;) {
          if (isEnded) return
          const text = source.take() ?? (isHeartbeatDue ? HEARTBEAT : null)
          if (text !== null) {
            isHeartbeatDue = false
            controller.enqueue(encoder.encode(text))
            return
          }
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      },
      cancel() {
        if (!isEnded) cleanUp()
      },
    },
    { highWaterMark: 1 },
  )
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'private, no-store, no-transform' },
  })
}

/** Streams that are ended when the server shuts down. Returns how to unregister. */
export function registerStream(stream: OpenStream): () => void {
  openStreams().add(stream)
  return () => openStreams().delete(stream)
}

/** Ends every stream; a server that shuts down does not wait for its readers. */
export function endStreams(): void {
  for (const stream of [...openStreams()]) stream.end()
}

export function countStreams(): number {
  return openStreams().size
}
