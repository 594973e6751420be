import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/**
 * Starts the traffic of the cluster in a thread of its own, so that it does not delay the measurement; returns how to
 * stop it.
 */
export async function startTraffic(bootstrap: string): Promise<() => Promise<void>> {
  const worker = new Worker(new URL('./traffic-worker.ts', import.meta.url), { workerData: { bootstrap } })
  await once(worker, 'message')
  return async () => {
    worker.postMessage('stop')
    await once(worker, 'exit')
  }
}
