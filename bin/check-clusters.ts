import { type ClusterConfiguration, readConfiguration } from '#lib/clusters/configuration.ts'
import type { Environment } from '#lib/clusters/sources.ts'
import { diagnose } from '#lib/kafka/connection/doctor/diagnose.ts'
import { paintFor, report, reportProblem } from '#lib/kafka/connection/doctor/report.ts'

const ALL_WELL = 0
const SOMETHING_FAILED = 1
const CONFIGURATION_WRONG = 2

interface Outcome {
  readonly lines: readonly string[]
  readonly status: number
}

interface Terminal {
  readonly hasColors: boolean
  out(text: string): void
  error(text: string): void
}

/** Diagnoses every configured cluster, or only the one with the given id, and returns the exit status. */
export async function checkClusters(environment: Environment, only: string | undefined, terminal: Terminal) {
  const clusters = selectClusters(environment, only)
  if (typeof clusters === 'string') {
    terminal.error(`${clusters}\n`)
    return CONFIGURATION_WRONG
  }
  const paint = paintFor(terminal.hasColors)
  const outcomes = clusters.map((cluster) => check(cluster, paint))
  for (const outcome of outcomes) terminal.out(`\n${(await outcome).lines.join('\n')}\n`)
  return Math.max(...(await Promise.all(outcomes)).map(({ status }) => status))
}

async function check(
  { id, name, access, files, problem }: ClusterConfiguration,
  paint: ReturnType<typeof paintFor>,
): Promise<Outcome> {
  const title = `${name} (${id})`
  if (problem) {
    return { lines: reportProblem(title, problem.message, paint), status: CONFIGURATION_WRONG }
  }
  const diagnosis = await diagnose(access, { files })
  // Of a good check, what failed at an advertised address is not needed: the broker is used at the configured one.
  const isHealthy =
    diagnosis.ok && diagnosis.steps.every(({ kind, status }) => status !== 'failed' || kind === 'advertised')
  return { lines: report(title, diagnosis, paint), status: isHealthy ? ALL_WELL : SOMETHING_FAILED }
}

/** The clusters to check, or a sentence that says why there are none. */
function selectClusters(environment: Environment, only: string | undefined): readonly ClusterConfiguration[] | string {
  try {
    const { clusters } = readConfiguration(environment)
    if (clusters.length === 0) return 'No cluster is configured. Name one with --brokers HOST:9092.'
    if (only === undefined) return clusters
    const selected = clusters.filter(({ id }) => id === only)
    const known = clusters.map(({ id }) => id).join(', ')
    return selected.length > 0 ? selected : `No cluster with the id "${only}" is configured. There are: ${known}.`
  } catch (error) {
    return error instanceof Error ? error.message : 'The configuration cannot be read.'
  }
}
