import { parentPort } from 'node:worker_threads'
import { toAppError } from '#lib/kafka/failure.ts'
import { MAX_BUFFERED_BYTES } from './budget.ts'
import type { FromScanWorker, PlainRefusal, ScanRequest, ToScanWorker } from './scan-messages.ts'
import { ScanSession } from './session.ts'

// A thread that scans: fetching, decompressing, searching and writing rows are here, and over connections of its own, so
// that neither the pages nor the watching of the clusters wait for it.

/** Of all readers together that do not take what comes. */
const MAX_TAILS_BYTES = 192 * 1024 ** 2

const sessions = new Map<number, ScanSession>()

parentPort?.on('message', (message: ToScanWorker) => {
  switch (message.type) {
    case 'start':
      void run(message.id, message.request)
      break
    case 'credit':
      sessions.get(message.id)?.credit(message.bytes)
      break
    case 'stop':
      sessions.get(message.id)?.stop()
      break
    default:
      message satisfies never
  }
})

async function run(id: number, request: ScanRequest): Promise<void> {
  const session = new ScanSession(request, {
    send: (bytes) => send({ type: 'chunk', id, bytes }, [bytes.buffer]),
    onReady: () => send({ type: 'ready', id }),
    tailBufferBytes: () => Math.min(MAX_BUFFERED_BYTES, MAX_TAILS_BYTES / sessions.size),
  })
  sessions.set(id, session)
  try {
    send({ type: 'end', id, isWhole: await session.run() })
  } catch (error) {
    send({ type: 'refusal', id, error: describe(error) })
  } finally {
    sessions.delete(id)
  }
}

function describe(error: unknown): PlainRefusal {
  const known = toAppError(error)
  if (!known) {
    send({ type: 'bug', error: error instanceof Error ? error : new Error(String(error)) })
    return { code: 'internal', message: 'Something went wrong in the dashboard itself; its log says what.' }
  }
  const { hint, field } = known.options
  return { code: known.code, message: known.message, ...(hint && { hint }), ...(field && { field }) }
}

function send(message: FromScanWorker, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}
