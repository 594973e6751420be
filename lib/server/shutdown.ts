import 'server-only'
import { closeClusters } from '#lib/clusters/registry.ts'
import { singleton } from '#lib/clusters/singleton.ts'
import { log } from './log.ts'
import { closeScans } from './scans.ts'
import { endStreams } from './streams.ts'

/** Long enough to send the last bytes of the streams, short enough to go unnoticed. */
const FLUSH_MS = 150

/** Shuts down in order: streams end, connections to Kafka close, then the process ends, whatever connections remain. */
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
  // The launcher holds the other end of stdin: however it ends, stdin ends.
  process.stdin.on('end', () => stop('the launcher has gone'))
  process.stdin.on('error', () => stop('the launcher has gone'))
  process.stdin.resume()
}
