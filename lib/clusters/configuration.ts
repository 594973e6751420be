import type { ClientFiles } from '#lib/contract/connection.ts'
import { EMBEDDED_CLUSTER } from '#lib/contract/paths.ts'
import type { ClusterAccess } from '#lib/kafka/connection/access.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { parseAddresses } from './addresses.ts'
import { singleton } from './singleton.ts'

export interface ClusterConfiguration {
  readonly id: string
  readonly name: string
  readonly color: string | null
  readonly readOnly: boolean
  readonly access: ClusterAccess
  /** The client's own files that it was configured with, for the commands on the pages. */
  readonly files: ClientFiles
}

/** Where the process that runs the embedded cluster takes orders. */
export interface EmbeddedControl {
  readonly url: string
  readonly token: string
}

export interface Configuration {
  readonly clusters: readonly ClusterConfiguration[]
  readonly embedded: EmbeddedControl | null
}

/** The configuration of this process, read once. */
export function configuration(): Configuration {
  return singleton('configuration', () => readConfiguration(process.env))
}

type Environment = Readonly<Record<string, string | undefined>>

const NAMED_ID = 'default'
const NO_FILES: ClientFiles = { java: null, librdkafka: null }

/** Reads the clusters from the environment, reporting all that is wrong with it at once. */
export function readConfiguration(environment: Environment): Configuration {
  const problems: string[] = []
  const readOnly = environment.HIGHWATER_READ_ONLY === 'true'
  const clusters: ClusterConfiguration[] = []
  const addresses = (variable: string): Address[] => {
    try {
      return parseAddresses(environment[variable] ?? '')
    } catch (error) {
      problems.push(`${variable}: ${error instanceof Error ? error.message : 'cannot be read'}`)
      return []
    }
  }
  if (environment.HIGHWATER_BROKERS) {
    const bootstrap = addresses('HIGHWATER_BROKERS')
    clusters.push({
      id: NAMED_ID,
      name: environment.HIGHWATER_NAME || 'Kafka',
      color: null,
      readOnly,
      access: { bootstrap },
      files: NO_FILES,
    })
  }
  const { HIGHWATER_DEMO_CONTROL: url, HIGHWATER_DEMO_TOKEN: token } = environment
  const embedded = url && token ? { url, token } : null
  if (embedded) {
    // No address means that none could be chosen; the control then says why.
    const bootstrap = environment.HIGHWATER_DEMO_BROKERS ? addresses('HIGHWATER_DEMO_BROKERS') : []
    clusters.push({
      id: EMBEDDED_CLUSTER,
      name: 'Embedded demo',
      color: null,
      readOnly,
      access: { bootstrap },
      files: NO_FILES,
    })
  }
  if (problems.length > 0) throw new Error(`The configuration has mistakes:\n${problems.join('\n')}`)
  return { clusters, embedded }
}
