import { afterAll, beforeAll, expect, test } from 'vitest'
import { KAFKA_VERSION } from '#demo/jars.ts'
import { until } from '#demo/processes.ts'
import { listsTypes, TEST_KAFKA_VERSION } from '#demo/test-cluster.ts'
import { isFull } from '#e2e/full.ts'
import { WAIT, type WatchedCluster, watchTestCluster } from '#e2e/watched-cluster.ts'
import { RandomGroups } from './testing/random-groups.ts'
import {
  differences,
  type Facts,
  listedStates,
  ourPositions,
  ourState,
  reportedPositions,
  reportedStates,
  reportedTotals,
} from './testing/reported-groups.ts'

// Groups that random programs make, held against kafka-consumer-groups.sh whenever the programs pause.

const PREFIX = 'shoal'
const STEPS_EACH_ROUND = 30
const SHORT_ROUNDS = 2
const LONG_MS = 600_000
const LONG_STATES = 10_000
/** Once, and not again for each release and clock. */
const isLong = isFull && TEST_KAFKA_VERSION === KAFKA_VERSION && !process.env.HIGHWATER_TEST_CLOCK
const seed = Number(process.env.HIGHWATER_TEST_SEED ?? Date.now() % 1_000_000)

let watched: WatchedCluster
let program: RandomGroups

beforeAll(async () => {
  watched = await watchTestCluster(PREFIX)
  program = new RandomGroups(watched, PREFIX, seed)
  await program.prepare()
})

afterAll(async () => {
  await program?.close()
  watched?.monitor.close()
})

test('whatever happened to them, groups are as kafka-consumer-groups.sh reports them', {
  timeout: 3 * LONG_MS,
}, async ({ annotate }) => {
  const endMs = Date.now() + LONG_MS
  let states = 0
  let rounds = 0
  const isOver = () => (isLong ? Date.now() > endMs && states >= LONG_STATES : rounds >= SHORT_ROUNDS)
  while (!isOver()) {
    states += await compare(`round ${rounds}`)
    rounds++
    for (let step = 0; step < STEPS_EACH_ROUND; step++) await program.step()
  }
  states += await compare('the last round')
  await annotate(`Seed ${seed}: ${states} states in ${rounds + 1} rounds, ${JSON.stringify([...program.done])}`)
  expect(states).toBeGreaterThan(isLong ? LONG_STATES : 100 * (rounds + 1))
})

/** Waits until both say the same of everything, as members still read and rebalance; resolves with how much that was. */
async function compare(round: string): Promise<number> {
  let found: readonly string[] = []
  let states = 0
  const isSame = async () => {
    const [reported, ours] = [await readReported(), await readOurs()]
    found = Object.keys(ours).flatMap((view) => differences(reported[view] ?? NONE, ours[view] ?? NONE))
    states = reported.positions?.size ?? 0
    return found.length === 0
  }
  await until('both to say the same', WAIT.timeout, isSame).catch((cause) => {
    throw new Error(`Seed ${seed}, ${round}, ${found.length} differences:\n${found.slice(0, 20).join('\n')}`, { cause })
  })
  return states
}

type Views = Readonly<Record<string, Facts>>
const NONE: Facts = new Map()

async function readReported(): Promise<Views> {
  const run = async (...args: string[]) => {
    const words = ['--bootstrap-server', watched.cluster.bootstrap, ...args]
    const { code, stdout, stderr } = await watched.cluster.tool('kafka-consumer-groups.sh', words)
    if (code !== 0) throw new Error(`${stdout}${stderr}`)
    return stdout
  }
  const positions = reportedPositions(await run('--describe', '--all-groups'), PREFIX)
  const states = reportedStates(await run('--describe', '--all-groups', '--state'), PREFIX)
  const listed = listedStates(await run('--list', '--state', ...(listsTypes ? ['--type'] : [])), PREFIX, listsTypes)
  return { positions, states, listed, totals: reportedTotals(positions) }
}

async function readOurs(): Promise<Views> {
  const groups = watched.list({ pageSize: '200' })
  const rows = await Promise.all(groups.map(async ({ id }) => ourPositions(id, await watched.rows(id))))
  const withPositions = groups.filter((_, index) => rows[index]?.length)
  return {
    positions: new Map(rows.flat()),
    states: new Map(groups.map((group) => [group.id, ourState(group)])),
    listed: new Map(
      groups.map(({ id, type, state }) => [id, `${listsTypes ? `${type} ` : ''}${state?.toLowerCase()}`]),
    ),
    totals: new Map(withPositions.map(({ id, totalLag }) => [id, totalLag === null ? '-' : String(totalLag)])),
  }
}
