import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { javaOptions } from '#demo/broker.ts'
import type { Highwater } from '#demo/highwater.ts'
import { KAFKA_VERSION, resolveJars } from '#demo/jars.ts'
import { findJava } from '#demo/java.ts'
import { toolClass } from '#demo/tools.ts'
import type { GroupPartition } from '#lib/contract/groups.ts'
import { apiPaths, EMBEDDED_CLUSTER } from '#lib/contract/paths.ts'

const run = promisify(execFile)
const JARS = join(import.meta.dirname, '..', '.highwater')
const TOOL_MS = 60_000
/** Group, topic, partition, committed offset, end offset and lag, as the tool prints them. */
const ROW = /^(?<group>\S+) +(?<topic>\S+) +(?<partition>\d+) +(?<committed>\d+|-) +(?<end>\d+|-) +(?<lag>\d+|-) /gm

export interface Standing {
  readonly committed: number | null
  readonly end: number | null
  readonly lag: number | null
}

export type Standings = ReadonlyMap<string, Standing>

/**
 * What is not as Kafka's own tool has it. Others commit and write meanwhile, and both offsets only grow: the tool's have
 * to lie between ours before and after it.
 */
export function compareLags(before: Standings, theirs: Standings, after: Standings): string[] {
  const missing = [...theirs.keys()].filter((place) => !before.has(place) || !after.has(place))
  const unknown = [...before.keys()].filter((place) => !theirs.has(place))
  const differences = [...theirs].flatMap(([place, their]) => {
    const [first, last] = [before.get(place), after.get(place)]
    if (!first || !last) return []
    const isRight =
      isBetween(first.committed, their.committed, last.committed) &&
      isBetween(first.end, their.end, last.end) &&
      [first, last].every(({ committed, end, lag }) => committed === null || end === null || lag === end - committed)
    return isRight ? [] : [`${place}: ${JSON.stringify({ first, their, last })}`]
  })
  return [
    ...missing.map((place) => `${place}: the dashboard does not have it`),
    ...unknown.map((place) => `${place}: only the dashboard has it`),
    ...differences,
  ]
}

function isBetween(low: number | null, value: number | null, high: number | null): boolean {
  if (low === null || value === null || high === null) return value === low || value === high
  return low <= value && value <= high
}

export async function findWrongLags(highwater: Highwater): Promise<string[]> {
  const { access } = await highwater.get(apiPaths.cluster(EMBEDDED_CLUSTER))
  const before = await readOurs(highwater, 0)
  const theirs = await askTool(access.bootstrap.join(','))
  return compareLags(before, theirs, await readOurs(highwater, Date.now()))
}

/** As of the given time, or later. */
async function readOurs(highwater: Highwater, sinceMs: number): Promise<Standings> {
  const standings = new Map<string, Standing>()
  const { items } = await highwater.get(`${apiPaths.groups(EMBEDDED_CLUSTER)}?pageSize=200`)
  for (const { id, type } of items) {
    if (type === 'share') continue
    const rows = await readRows(highwater, id, sinceMs)
    for (const { topic, partition, committed, endOffset: end, lag } of rows) {
      if (committed !== null) standings.set(`${id} ${topic} ${partition}`, { committed: Number(committed), end, lag })
    }
  }
  return standings
}

async function readRows(highwater: Highwater, group: string, sinceMs: number): Promise<readonly GroupPartition[]> {
  const deadlineMs = Date.now() + TOOL_MS
  for (;;) {
    const { items, asOf } = await highwater.get(`${apiPaths.groupPartitions(EMBEDDED_CLUSTER, group)}?pageSize=200`)
    if (Date.parse(asOf) >= sinceMs) return items
    if (Date.now() > deadlineMs) throw new Error(`nothing new is known of ${group} since ${asOf}`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

async function askTool(bootstrap: string): Promise<Standings> {
  const jars = await resolveJars({ version: KAFKA_VERSION, folder: JARS })
  const main = toolClass('kafka-consumer-groups.sh', KAFKA_VERSION)
  const question = ['--bootstrap-server', bootstrap, '--describe', '--all-groups', '--offsets']
  const args = [...javaOptions, '-cp', join(jars, '*'), main, ...question]
  const { stdout } = await run(await findJava(), args, { timeout: TOOL_MS })
  return readStandings(stdout)
}

/** Those with a committed offset. */
export function readStandings(output: string): Standings {
  const known = (text: string | undefined) => (text === undefined || text === '-' ? null : Number(text))
  return new Map(
    [...output.matchAll(ROW)].flatMap(({ groups }): [string, Standing][] => {
      const { group, topic, partition, committed, end, lag } = groups ?? {}
      const standing = { committed: known(committed), end: known(end), lag: known(lag) }
      return standing.committed === null ? [] : [[`${group} ${topic} ${partition}`, standing]]
    }),
  )
}
