import { parentPort, workerData } from 'node:worker_threads'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import type { Catalog } from './catalog.ts'
import { ClusterPoller, type PollerState } from './poller.ts'
import { callVerb } from './verbs.ts'
import type { FromWorker, PlainError, ToWorker, WorkerStart } from './worker-messages.ts'

// The thread that watches one cluster: its connections, all asking and all decoding are here, so that the main thread
// only ever answers from what is in memory.

// Started by ClusterMonitor alone, with this.
const { bootstrap, lastNumber } = workerData as WorkerStart
let sentCatalog: Catalog | null = null

const poller = new ClusterPoller(new ConnectionSet(bootstrap), {
  lastNumber,
  publish,
  onBug: (error) => send({ type: 'bug', error: asError(error) }),
})

parentPort?.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'look':
      poller.look()
      break
    case 'watchers':
      poller.setWatchers(message.count)
      break
    case 'watch-topic':
      poller.watchTopic(message.name)
      break
    case 'call':
      callVerb(poller, message.verb, message.input).then(
        (value) => send({ type: 'reply', id: message.id, value }),
        (error) => send({ type: 'refusal', id: message.id, error: describe(error) }),
      )
      break
    default:
      message satisfies never
  }
})
poller.start()

function publish({ snapshot, failure, changed }: PollerState): void {
  if (!snapshot) {
    send({ type: 'state', snapshot: null, catalog: null, failure, changed })
    return
  }
  const { catalog, ...rest } = snapshot
  send({ type: 'state', snapshot: rest, catalog: catalog === sentCatalog ? null : catalog, failure, changed })
  sentCatalog = catalog
}

function send(message: FromWorker): void {
  parentPort?.postMessage(message)
}

function describe(error: unknown): PlainError {
  const known = toAppError(error)
  if (!known) {
    send({ type: 'bug', error: asError(error) })
    return { code: 'internal', message: 'Something went wrong in the dashboard itself; its log says what.' }
  }
  const { hint, field } = known.options
  return { code: known.code, message: known.message, ...(hint && { hint }), ...(field && { field }) }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
