import 'server-only'
import type { ScanStream } from '#lib/kafka/scan/scan-stream.ts'
import { registerStream } from './streams.ts'

interface ScanResponseOptions {
  readonly signal: AbortSignal
  readonly stream: ScanStream
  readonly headers: Readonly<Record<string, string>>
  /**
   * The last line for a reader whose stream the server ends; null: the connection is broken off, so that the result
   * does not look complete.
   */
  readonly lastLine: string | null
}

const encoder = new TextEncoder()

/** The output of a scan, pulled by its reader: a slow reader pauses the scan, and a disconnected one ends it. */
export function scanResponse({ signal, stream, headers, lastLine }: ScanResponseOptions): Response {
  let cleanUp = () => {}
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const finish = (close: () => void) => {
          cleanUp()
          stream.leave()
          close()
        }
        const onAbort = () => finish(() => controller.close())
        const unregister = registerStream({
          end: () =>
            finish(() => {
              if (lastLine === null) return controller.error(new Error('the server stops'))
              controller.enqueue(encoder.encode(lastLine))
              controller.close()
            }),
        })
        cleanUp = () => {
          unregister()
          signal.removeEventListener('abort', onAbort)
        }
        signal.addEventListener('abort', onAbort)
        if (signal.aborted) onAbort()
      },
      async pull(controller) {
        try {
          const chunk = await stream.pull()
          if (chunk) return controller.enqueue(chunk)
          if (stream.hasLeft) return
          cleanUp()
          controller.close()
        } catch (error) {
          cleanUp()
          controller.error(error)
        }
      },
      cancel() {
        cleanUp()
        stream.leave()
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { 'Cache-Control': 'private, no-store, no-transform', ...headers } })
}
