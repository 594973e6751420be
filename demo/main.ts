import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { type Clicks, startClicks } from './clicks.ts'
import { KafkaCluster } from './cluster.ts'
import { openControl } from './control.ts'
import { KAFKA_VERSION } from './jars.ts'
import { isFree } from './ports.ts'
import { DemoProblem } from './problem.ts'
import { superviseWorkloads, type Workloads } from './supervise.ts'

// The process that runs the embedded cluster for the launcher. It reports in JSON lines on standard output, and ends,
// brokers first, when its input ends: that is when the launcher has gone.

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '' },
    jars: { type: 'string', default: '' },
    brokers: { type: 'string', default: '3' },
    fresh: { type: 'boolean', default: false },
  },
})

let problem: string | null = null
let workloads: Workloads | null = null
let clicks: Clicks | null = null
let stopping: Promise<void> | null = null

const folder = join(values.data, `demo-${values.brokers}-${KAFKA_VERSION}`)
const cluster = new KafkaCluster({
  folder,
  jarsFolder: values.jars,
  brokers: Number(values.brokers),
  fresh: values.fresh,
  onStep: (text) => report({ type: 'step', text }),
})

process.on('SIGTERM', () => void stop())
process.on('SIGINT', () => void stop())
process.stdin.on('end', () => void stop())
process.stdin.on('error', () => void stop())
process.stdin.resume()

try {
  const control = await openControl({ cluster, problem: () => problem })
  const prepared = cluster.prepare()
  await prepared.catch(() => {})
  report({ type: 'address', bootstrap: cluster.bootstrap, control: control.url, token: control.token })
  await prepared
  await hintAtOtherKafka()
  await cluster.start()
  report({ type: 'ready' })
  if (!stopping) {
    workloads = superviseWorkloads(cluster.bootstrap, join(folder, 'workloads.log'))
    clicks = startClicks(cluster)
  }
} catch (error) {
  if (!stopping) reportProblem(error)
}

async function hintAtOtherKafka(): Promise<void> {
  const usual = { host: '127.0.0.1', port: 9092 }
  if (cluster.brokers.some((broker) => broker.port === usual.port) || (await isFree(usual.port))) return
  const connections = new ConnectionSet({ bootstrap: [usual] })
  try {
    await connections.to(usual).versions()
    const text = 'A Kafka answers on localhost:9092. To look at that one: npm start -- --brokers localhost:9092'
    report({ type: 'hint', text })
  } catch {
    // Something else listens there.
  } finally {
    connections.close()
  }
}

function reportProblem(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  problem = error instanceof DemoProblem ? message : `The embedded Kafka could not be started: ${message}`
  report({ type: 'problem', message: problem })
}

function stop(): Promise<void> {
  stopping ??= (async () => {
    await Promise.all([workloads?.stop(), clicks?.stop()])
    await cluster.stop()
    process.exit(0)
  })()
  return stopping
}

function report(message: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}
