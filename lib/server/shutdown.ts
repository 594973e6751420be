import 'server-only'
import { closeClusters } from '#lib/clusters/registry.ts'
import { singleton } from '#lib/clusters/singleton.ts'
import { log } from './log.ts'
import { closeScans } from './scans.ts'
import { endStreams } from './streams.ts'

/** Long enough for the last bytes of the streams to leave, short enough that nobody notices. */
const FLUSH_MS = 150

/** Stops in order: readers are told, Kafka is let go, then the process ends, whatever connections are still open. */
function stop(reason: string): void {
  singleton('stopping', () => {
    log().info({ reason }, 'stopping')
    endStreams()
    closeScans()
    closeClusters()
    setTimeout(() => process.exit(0), FLUSH_MS)
    return true
  })
}

export function stopOnSignals(): void {
  process.once('SIGTERM', () => stop('SIGTERM'))
  process.once('SIGINT', () => stop('SIGINT'))
  if (process.env.HIGHWATER_LAUNCHED !== 'true') return
  // The launcher holds the other end of our input: when it dies, however it dies, the input ends.
  process.stdin.on('end', () => stop('the launcher has gone'))
  process.stdin.on('error', () => stop('the launcher has gone'))
  process.stdin.resume()
}
