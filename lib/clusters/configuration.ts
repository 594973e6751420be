import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { NO_FILES, type SshFiles } from '#lib/contract/connection.ts'
import { EMBEDDED_CLUSTER } from '#lib/contract/paths.ts'
import { USUAL_INTERVALS } from '#lib/monitor/snapshot/intervals.ts'
import { parseAddresses } from './addresses.ts'
import { type ClusterConfiguration, type ConfigurationProblem, readCluster } from './cluster-fields.ts'
import { clusterFields } from './environment-cluster.ts'
import { attempt, type Field, type MapField, Problems } from './field.ts'
import { didYouMean } from './nearest-name.ts'
import { singleton } from './singleton.ts'
import { SourceFiles, type Stamps } from './source-files.ts'
import type { Environment } from './sources.ts'
import { readSwitch } from './values.ts'
import { withoutFolders } from './without-folders.ts'
import { parseYamlFile, YamlProblem } from './yaml-file.ts'

export type { ClusterConfiguration, ConfigurationProblem }

/** Where the process that runs the embedded cluster takes orders. */
export interface EmbeddedControl {
  readonly url: string
  readonly token: string
}

export interface Configuration {
  readonly clusters: readonly ClusterConfiguration[]
  readonly embedded: EmbeddedControl | null
  /** The files it was read from, including those that do not exist. */
  readonly stamps: Stamps
}

/** A configuration that cannot be used at all. Its sentences contain no secret. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
  readonly sentences: readonly string[]
  readonly stamps: Stamps

  constructor(sentences: readonly string[], stamps: Stamps) {
    super(`The configuration cannot be read:\n${sentences.join('\n')}`)
    this.sentences = sentences
    this.stamps = stamps
  }
}

interface Holder {
  current: Configuration
}

function holder(): Holder {
  return singleton('configuration', (): Holder => ({ current: readServedConfiguration(process.env) }))
}

/** The configuration of this process, as last read. */
export function configuration(): Configuration {
  return holder().current
}

export function replaceConfiguration(next: Configuration): void {
  holder().current = next
}

/** The configuration as a server has it, which names no folder of this machine to those who use it. */
export function readServedConfiguration(environment: Environment): Configuration {
  try {
    const read = readConfiguration(environment)
    return { ...read, clusters: read.clusters.map((cluster) => withoutFoldersIn(cluster, read.stamps)) }
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    const { sentences, stamps } = error
    throw new ConfigurationError(
      sentences.map((sentence) => withoutFolders(sentence, stamps.keys())),
      stamps,
    )
  }
}

function withoutFoldersIn(cluster: ClusterConfiguration, stamps: Stamps): ClusterConfiguration {
  const { access, files, problem } = cluster
  const { ssh } = access
  const name = (path: string | null) => path && basename(path)
  return {
    ...cluster,
    access: ssh ? { ...access, ssh: { ...ssh, files: withoutFoldersOfSsh(ssh.files) } } : access,
    files: { ...files, java: name(files.java), librdkafka: name(files.librdkafka) },
    problem: problem && { ...problem, message: withoutFolders(problem.message, stamps.keys()) },
  }
}

/** Where ssh keeps its own files says nothing about this machine. */
function withoutFoldersOfSsh(files: SshFiles | undefined): SshFiles | undefined {
  const own = join(homedir(), '.ssh')
  const name = (path: string) => (dirname(path) === own ? `~/.ssh/${basename(path)}` : basename(path))
  return files && { key: files.key && name(files.key), knownHosts: files.knownHosts.map(name) }
}

const NAMED_ID = 'default'
const DEFAULT_FILE = 'highwater.yaml'
/** The value for no configuration file, whatever is in the folder. */
const NO_FILE = 'none'

/**
 * Reads the clusters from the file, the environment and the embedded one. A mistake in one cluster becomes its own
 * problem; throws a ConfigurationError if a file cannot be parsed at all.
 */
export function readConfiguration(environment: Environment): Configuration {
  const files = new SourceFiles()
  const problems = new Problems()
  const readOnly = readSwitch(environment.HIGHWATER_READ_ONLY ?? '') ?? false
  const calledFrom = environment.HIGHWATER_CALLED_FROM || process.cwd()
  const shared = { environment, files, calledFrom }
  const clusters: ClusterConfiguration[] = []

  const named = clusterFields(environment)
  if (named) {
    const defaults = { id: NAMED_ID, name: 'Kafka', readOnly, isFromVariables: true }
    clusters.push(readCluster(named, defaults, { ...shared, folder: calledFrom }))
  }
  const path = configurationFile(environment, calledFrom, files)
  if (path !== null) {
    const items = readClusterList(path, files, problems)
    for (const [index, item] of items.entries()) {
      const defaults = { id: `cluster-${index + 1}`, readOnly }
      clusters.push(readCluster(item, defaults, { ...shared, folder: dirname(path) }))
    }
  }
  const { HIGHWATER_DEMO_CONTROL: url, HIGHWATER_DEMO_TOKEN: token } = environment
  const embedded = url && token ? { url, token } : null
  if (embedded) clusters.push(embeddedCluster(environment, readOnly, problems))
  if (problems.sentences.length > 0) {
    // All at once, so that nobody corrects one only to learn of the next.
    const others = clusters.flatMap(({ problem }) => (problem ? [problem.message] : []))
    throw new ConfigurationError([...problems.sentences, ...others], files.stamps)
  }
  return { clusters: withOwnIds(clusters), embedded, stamps: files.stamps }
}

/** The configured file, else the one in the project's folder if it exists. */
function configurationFile(
  { HIGHWATER_CONFIG: named }: Environment,
  calledFrom: string,
  files: SourceFiles,
): string | null {
  if (named === NO_FILE) return null
  if (named) return files.find(named, [calledFrom])
  const usual = resolve(DEFAULT_FILE)
  return files.exists(usual) ? usual : null
}

function readClusterList(path: string, files: SourceFiles, problems: Problems): readonly Field[] {
  const name = basename(path)
  const text = attempt(name, problems, () => files.read(path).toString('utf8'))
  if (text === undefined) return []
  const root = parse(name, text, files)
  if (root.kind !== 'map') {
    problems.add(root.at, 'it begins with "clusters:", and below it each cluster; highwater.example.yaml shows how.')
    return []
  }
  for (const [key, { at }] of root.entries) {
    if (key !== 'clusters') problems.add(at, `there is no field "${key}"${didYouMean(key, ['clusters'])}`)
  }
  return clusterItems(root, problems)
}

function clusterItems(root: MapField, problems: Problems): readonly Field[] {
  const list = root.entries.get('clusters')
  if (list?.kind === 'list') return list.items
  problems.add(list?.at ?? root.at, 'below "clusters:" belongs a list: each cluster begins with a dash.')
  return []
}

function parse(name: string, text: string, files: SourceFiles): Field {
  try {
    return parseYamlFile(name, text)
  } catch (error) {
    if (error instanceof YamlProblem) throw new ConfigurationError(error.sentences, files.stamps)
    throw error
  }
}

function embeddedCluster(environment: Environment, readOnly: boolean, problems: Problems): ClusterConfiguration {
  const variable = 'HIGHWATER_DEMO_BROKERS'
  // Without an address no broker could be chosen; the control then says why.
  const text = environment[variable]
  const bootstrap = text ? attempt(variable, problems, () => parseAddresses(text)) : []
  return {
    id: EMBEDDED_CLUSTER,
    name: 'Embedded demo',
    color: null,
    readOnly,
    intervals: USUAL_INTERVALS,
    // Of its programs, this one writes what it makes of what it reads.
    pipelines: [{ group: 'balance-service', topics: ['balances'] }],
    access: { bootstrap: bootstrap ?? [] },
    files: NO_FILES,
    problem: null,
  }
}

/** Of two clusters with the same id, the second gets another one, and reports that. */
export function withOwnIds(clusters: readonly ClusterConfiguration[]): ClusterConfiguration[] {
  const taken = new Set<string>()
  return clusters.map((cluster) => {
    const { id, problem } = cluster
    const isFree = !taken.has(id)
    const own = isFree ? id : freeId(id, taken)
    taken.add(own)
    if (isFree) return cluster
    const twice = `"${cluster.name}": another cluster has the id "${id}", too; give one of them another id.`
    return {
      ...cluster,
      id: own,
      problem: { ...problem, message: [twice, problem?.message].filter(Boolean).join('\n') },
    }
  })
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) if (!taken.has(`${id}-${number}`)) return `${id}-${number}`
}
