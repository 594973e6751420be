// Loaded with --import into the server that is measured: counts the bytes sent over sockets, measures the event-loop
// delay, and writes both twice a second to a file per thread.
import { appendFileSync } from 'node:fs'
import net from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { threadId } from 'node:worker_threads'

const file = process.env.HIGHWATER_PROBE
const EVERY_MS = 500
const NANOSECONDS_PER_MS = 1e6

// The server, and its threads, whose files are those that Next has built.
if (file && process.argv.some((arg) => /next|serve\.ts$/.test(arg))) {
  let writes = 0
  const { write } = net.Socket.prototype
  /** @this {net.Socket} */
  net.Socket.prototype.write = function countedWrite(/** @type {any[]} */ ...args) {
    if (this.remotePort !== undefined && this.localPort !== Number(process.env.HIGHWATER_PROBE_PORT)) writes++
    return Reflect.apply(write, this, args)
  }
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  setInterval(() => {
    const line = {
      atMs: Date.now(),
      threadId,
      writes,
      p99Ms: delay.percentile(99) / NANOSECONDS_PER_MS,
      maxMs: delay.max / NANOSECONDS_PER_MS,
      // For finding out what uses the memory.
      memory: process.memoryUsage(),
    }
    delay.reset()
    writes = 0
    appendFileSync(file, `${JSON.stringify(line)}\n`)
  }, EVERY_MS).unref()
}
