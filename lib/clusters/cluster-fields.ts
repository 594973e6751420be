import type { Pipeline } from '#lib/contract/clusters.ts'
import { type ClientFiles, NO_FILES } from '#lib/contract/connection.ts'
import { EMBEDDED_CLUSTER } from '#lib/contract/paths.ts'
import type { ClusterAccess } from '#lib/kafka/connection/access.ts'
import type { Address } from '#lib/kafka/failure.ts'
import { type Intervals, USUAL_INTERVALS } from '#lib/monitor/snapshot/intervals.ts'
import { parseAddresses } from './addresses.ts'
import { readIntervals, readSaslFields, readTlsFields } from './client-fields.ts'
import { overrideSettings } from './client-settings.ts'
import { attempt, type Field, type Given, type MapField, Problems } from './field.ts'
import { FieldReader } from './field-reader.ts'
import { readHostMap } from './host-map.ts'
import { readPipelines } from './pipelines.ts'
import { resolveSasl } from './sasl.ts'
import { readProperties, type Sources } from './sources.ts'
import { readSsh } from './ssh.ts'
import { resolveTls } from './tls.ts'

export interface ConfigurationProblem {
  readonly message: string
  readonly hint?: string
}

export interface ClusterConfiguration {
  readonly id: string
  readonly name: string
  readonly color: string | null
  readonly readOnly: boolean
  readonly intervals: Intervals
  readonly pipelines: readonly Pipeline[]
  readonly access: ClusterAccess
  /** The client's own files it is configured with, for the commands on the pages. */
  readonly files: ClientFiles
  /** Why it cannot be connected to as configured; null: it can be tried. */
  readonly problem: ConfigurationProblem | null
}

const clusterFieldNames = [
  'id',
  'name',
  'color',
  'brokers',
  'readOnly',
  'intervals',
  'properties',
  'tls',
  'sasl',
  'ssh',
  'hostMap',
  'pipelines',
] as const

const ID = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/i
const COLOR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i

interface Defaults {
  /** For a cluster that has neither id nor name. */
  readonly id: string
  /** The default name; the id is then fixed. */
  readonly name?: string
  /** Whether everything is read-only. */
  readonly readOnly: boolean
  /** Whether it is configured by environment and options, and not in a YAML file. */
  readonly isFromVariables?: boolean
}

/** One cluster from its fields. It exists even if they are invalid, with everything that is invalid as its problem. */
export function readCluster(
  field: Field,
  defaults: Defaults,
  givenSources: Omit<Sources, 'problems'>,
): ClusterConfiguration {
  const problems = new Problems()
  const sources = { ...givenSources, problems }
  if (field.kind !== 'map') {
    problems.add(field.at, 'a cluster is made of fields, such as name and brokers.')
    return brokenCluster(defaults.id, problems)
  }
  const reader = new FieldReader(field, clusterFieldNames, problems)
  const name = reader.text('name')?.value.trim()
  const identity = {
    id: readId(reader.text('id'), (!defaults.name && name && slug(name)) || defaults.id, problems),
    name: name || defaults.name || reader.text('id')?.value || defaults.id,
    color: readColor(reader.text('color'), problems),
    readOnly: defaults.readOnly || (reader.switch('readOnly')?.value ?? false),
    intervals: readIntervals(reader.map('intervals'), sources),
    pipelines: readPipelines(reader.map('pipelines'), problems),
  }
  const { access, files } = readAccess(reader, field, sources)
  const source = defaults.isFromVariables && { source: 'variables' as const }
  return { ...identity, access, files: { ...files, ...source }, problem: toProblem(problems) }
}

function readAccess(reader: FieldReader<(typeof clusterFieldNames)[number]>, field: MapField, sources: Sources) {
  const { problems, files: sourceFiles } = sources
  const properties = reader.text('properties')
  const base = properties ? readProperties(properties, sources) : {}
  const own = {
    ...readTlsFields(reader.field('tls'), sources),
    ...readSaslFields(reader.map('sasl'), sources),
    brokers: readBrokers(reader.field('brokers'), problems),
  }
  const settings = overrideSettings(base, own)
  const read = (path: string) => sourceFiles.read(path)
  if (!settings.brokers && problems.sentences.length === 0) {
    const file = properties ? ', and bootstrap.servers does not stand in the properties file' : ''
    problems.add(field.at, `the brokers are missing${file}; add \`brokers: host:9092\`.`)
  }
  const hostMap = readHostMap(reader.map('hostMap'), problems)
  const ssh = readSsh(reader.field('ssh'), sources)
  const access: ClusterAccess = {
    bootstrap: settings.brokers?.value ?? [],
    tls: resolveTls(settings, read, problems),
    sasl: resolveSasl(settings, problems),
    ssh,
    hostMap,
  }
  // A command that uses the file alone would connect differently.
  const isChanged = own.tls !== undefined || own.sasl !== undefined
  return { access, files: isChanged ? NO_FILES : (settings.files ?? NO_FILES) }
}

function readBrokers(field: Field | undefined, problems: Problems): Given<readonly Address[]> | undefined {
  if (!field) return undefined
  const items = field.kind === 'list' ? field.items : [field]
  const addresses = items.map((item) => {
    if (item.kind === 'text') return attempt(item.at, problems, () => parseAddresses(item.text))
    problems.add(item.at, 'an address belongs here, as host:9092.')
    return undefined
  })
  if (items.length === 0) problems.add(field.at, 'the list is empty; add an address, as host:9092.')
  const known = addresses.flatMap((list) => list ?? [])
  return { value: known, at: field.at }
}

function readId(given: Given<string> | undefined, fallback: string, problems: Problems): string {
  if (!given) return fallback
  const id = given.value.trim()
  if (id === EMBEDDED_CLUSTER) problems.add(given.at, `"${id}" is the embedded cluster; choose another id.`)
  else if (ID.test(id)) return id
  else problems.add(given.at, 'an id is part of addresses: letters, digits, dots, dashes, at most 64.')
  return fallback
}

/** "Orders, staging" becomes orders-staging in URLs. */
function slug(name: string): string | null {
  const text = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replaceAll(/^-+|-+$/g, '')
  return text === '' || text === EMBEDDED_CLUSTER ? null : text
}

function readColor(given: Given<string> | undefined, problems: Problems): string | null {
  if (!given) return null
  if (COLOR.test(given.value)) return given.value.toLowerCase()
  problems.add(given.at, 'write a colour as "#c2410c", with the quotes: without them YAML takes it for a comment.')
  return null
}

export function brokenCluster(id: string, problems: Problems): ClusterConfiguration {
  return {
    id,
    name: id,
    color: null,
    readOnly: true,
    intervals: USUAL_INTERVALS,
    pipelines: [],
    access: { bootstrap: [] },
    files: NO_FILES,
    problem: toProblem(problems),
  }
}

export function toProblem({ sentences }: Problems): ConfigurationProblem | null {
  const [first, ...others] = sentences
  if (first === undefined) return null
  const message = others.length === 0 ? first : `${sentences.length} things are wrong.\n${sentences.join('\n')}`
  return { message, hint: 'What is put right in a file is read again by itself; variables need a new start.' }
}
