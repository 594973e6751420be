import { parentPort, workerData } from 'node:worker_threads'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { toAppError } from '#lib/kafka/failure.ts'
import { runOperation } from '#lib/monitor/operations/operations.ts'
import { ClusterPoller, type PollerState } from '#lib/monitor/poll/poller.ts'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { toDelta } from '#lib/monitor/snapshot/snapshot-delta.ts'
import type { FromWorker, PlainError, ToWorker, WorkerStart } from './worker-messages.ts'

// The worker of one cluster: its connections, all requests and all decoding are here, so that the main thread
// only ever answers from what is in memory.

// Started by ClusterMonitor alone, with this.
const { access, clusterId, lastNumber, intervals } = workerData as WorkerStart
let sent: Snapshot | null = null

const poller = new ClusterPoller(new ConnectionSet(access, { keepsOpen: true, clusterId }), {
  lastNumber,
  intervals,
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
    case 'reconnect':
      answer(message.id, poller.reconnect())
      break
    case 'call':
      answer(message.id, runOperation(poller, message.operation, message.input))
      break
    default:
      message satisfies never
  }
})
poller.start()

function answer(id: number, work: Promise<unknown>): void {
  work.then(
    (value) => send({ type: 'reply', id, value }),
    (error) => send({ type: 'refusal', id, error: describe(error) }),
  )
}

function publish({ snapshot, failure, changed }: PollerState): void {
  send({ type: 'state', snapshot: snapshot && toDelta(snapshot, sent), failure, changed })
  sent = snapshot
}

function send(message: FromWorker): void {
  parentPort?.postMessage(message)
}

function describe(error: unknown): PlainError {
  const known = toAppError(error)
  if (!known) {
    send({ type: 'bug', error: asError(error) })
    return { code: 'internal', message: 'Internal error of the dashboard; its log has the details.' }
  }
  const { hint, field } = known.options
  return { code: known.code, message: known.message, ...(hint && { hint }), ...(field && { field }) }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
