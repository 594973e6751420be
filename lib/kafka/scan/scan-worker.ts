import { parentPort } from 'node:worker_threads'
import type { ToScanWorker } from './scan-messages.ts'
import { ScanServer } from './scan-server.ts'

// A worker thread that scans: fetching, decompressing, searching and writing rows happen here, over connections of its
// own, so that neither pages nor the monitor wait for it.

if (parentPort) {
  const port = parentPort
  const server = new ScanServer((message, transfer = []) => port.postMessage(message, transfer))
  port.on('message', (message: ToScanWorker) => server.receive(message))
}
