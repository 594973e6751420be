import 'server-only'
import { liveClusters, startClusters } from '#lib/clusters/registry.ts'
import { log } from './log.ts'
import { warmScans } from './scans.ts'
import { stopOnSignals } from './shutdown.ts'

/** Runs once, when the server starts and before it answers requests. */
export function startServer(): void {
  stopOnSignals()
  process.on('unhandledRejection', (error) => log().error({ error }, 'unhandled rejection'))
  startClusters({
    onBug: (error) => log().error({ error }, 'watching a cluster failed'),
    onProblems: (problems) => log().warn({ problems }, 'the configuration has mistakes'),
    onMistaken: (cluster, problem) =>
      log().warn({ cluster, problem }, 'another broker responds than the one that is meant'),
  })
  warmScans()
  const clusters = [...liveClusters().keys()]
  log().info({ clusters, node: process.version }, 'started')
}
