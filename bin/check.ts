import { type ClusterConfiguration, readConfiguration } from '#lib/clusters/configuration.ts'
import { diagnose } from '#lib/kafka/connection/doctor/diagnose.ts'
import { paintFor, report, reportProblem } from '#lib/kafka/connection/doctor/report.ts'

// Looks at the way to every configured cluster, and says what it found in the terminal.

const ALL_WELL = 0
const SOMETHING_FAILED = 1
const CONFIGURATION_WRONG = 2

interface Outcome {
  readonly lines: readonly string[]
  readonly status: number
}

const paint = paintFor(Boolean(process.stdout.isTTY) && !process.env.NO_COLOR)

async function check({ id, name, access, files, problem }: ClusterConfiguration): Promise<Outcome> {
  const title = `${name} (${id})`
  if (problem) {
    return { lines: reportProblem(title, problem.message, paint), status: CONFIGURATION_WRONG }
  }
  const diagnosis = await diagnose(access, { files })
  const isWell = diagnosis.ok && diagnosis.steps.every(({ status }) => status !== 'failed')
  return { lines: report(title, diagnosis, paint), status: isWell ? ALL_WELL : SOMETHING_FAILED }
}

/** The configured clusters, or the only one that is to be looked at; else what is wrong. */
function read(only: string | undefined): readonly ClusterConfiguration[] | string {
  try {
    const { clusters } = readConfiguration(process.env)
    if (clusters.length === 0) return 'No cluster is configured. Name one with --brokers HOST:9092.'
    if (only === undefined) return clusters
    const named = clusters.filter(({ id }) => id === only)
    const known = clusters.map(({ id }) => id).join(', ')
    return named.length > 0 ? named : `No cluster with the id "${only}" is configured. There are: ${known}.`
  } catch (error) {
    return error instanceof Error ? error.message : 'The configuration cannot be read.'
  }
}

/** Ends at once: a name service that does not answer would hold the process for as long as it likes. */
function end(status: number): void {
  process.stdout.write('', () => process.exit(status))
}

const clusters = read(process.argv[2])
if (typeof clusters === 'string') {
  process.stderr.write(`${clusters}\n`)
  end(CONFIGURATION_WRONG)
} else {
  const outcomes = clusters.map(check)
  for (const outcome of outcomes) process.stdout.write(`\n${(await outcome).lines.join('\n')}\n`)
  end(Math.max(...(await Promise.all(outcomes)).map(({ status }) => status)))
}
