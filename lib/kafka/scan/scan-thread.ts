import { Worker } from 'node:worker_threads'
import type { FromScanWorker, ToScanWorker } from './scan-messages.ts'

const YOUNG_GENERATION_MB = 32
const OLD_GENERATION_MB = 512

export interface ScanThread {
  readonly post: (message: ToScanWorker) => void
  readonly terminate: () => void
}

export interface ScanThreadEvents {
  readonly onMessage: (message: FromScanWorker) => void
  readonly onError: (error: unknown) => void
  readonly onExit: () => void
}

/** A worker thread that scans; it keeps no process alive. */
export function startScanThread({ onMessage, onError, onExit }: ScanThreadEvents): ScanThread {
  const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB, maxOldGenerationSizeMb: OLD_GENERATION_MB },
  })
  worker.unref()
  worker.on('message', onMessage)
  worker.on('error', onError)
  worker.on('exit', onExit)
  return {
    post: (message) => worker.postMessage(message),
    terminate: () => void worker.terminate(),
  }
}
