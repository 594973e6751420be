import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KafkaCluster } from '#demo/cluster.ts'
import { until } from '#demo/processes.ts'
import { TEST_DATA, testFolder } from '#demo/test-data.ts'
import { TEST_SETTINGS } from '#demo/test-settings.ts'
import { endDashboard, startDashboard } from '#e2e/dashboard.ts'
import { isFull } from '#e2e/full.ts'
import { judgeReply } from './judge-reply.ts'
import { knownValues, prepareCluster, restorePassing } from './known-values.ts'
import {
  nameOf,
  type Operation,
  openapiDocument,
  operationsOf,
  type RandomRequest,
  validRequest,
  wrongRequest,
} from './random-requests.ts'
import { sendRequest } from './send-request.ts'

// Random requests for every route of the OpenAPI document, valid and not, to a dashboard with a broker of its own. It
// needs a build, which `npm test` has made by then.

const PORT = 3188
const READY_MS = 120_000
const AT_ONCE = 6
/** Of valid requests, each route gets one more until it has been answered as asked; in the long run, until all have. */
const MOST_ROUNDS = 60
const WRONG_EACH = isFull ? 1_500 : 12
/** Threads that scanned, with their connections, end after a minute, which only the long run waits for. */
const slack = isFull ? { descriptors: 8, threads: 2, residentMb: 40 } : { descriptors: 60, threads: 12, residentMb: 80 }
const SETTLED = { timeout: 180_000, interval: 500 }
/** Orders to embedded brokers, of which there are none here. */
const NEVER_DONE = ['POST /api/demo/brokers/{id}']
const seed = Number(process.env.HIGHWATER_TEST_SEED ?? Date.now() % 1_000_000)

const folder = mkdtempSync(join(tmpdir(), 'highwater-random-'))
const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE })
const log: string[] = []
const faults: string[] = []
const statuses = new Map<number, number>()
let cluster: KafkaCluster
let dashboard: ChildProcess
let operations: readonly Operation[]

beforeAll(async () => {
  cluster = new KafkaCluster({
    folder: testFolder('random'),
    jarsFolder: TEST_DATA,
    ports: 'temporary',
    fresh: true,
    brokers: 1,
    settings: TEST_SETTINGS,
  })
  await cluster.start()
  const configuration = `clusters:
  - { id: own, brokers: '${cluster.bootstrap}' }
  - { id: dead, brokers: '127.0.0.1:1' }
`
  writeFileSync(join(folder, 'highwater.yaml'), configuration)
  const env = { HIGHWATER_CONFIG: join(folder, 'highwater.yaml'), HIGHWATER_LOG_LEVEL: 'error' }
  dashboard = startDashboard(PORT, '127.0.0.1', env, (text) => log.push(text))
  await until('the cluster to be read', READY_MS, () =>
    fetch(`http://127.0.0.1:${PORT}/api/clusters/own`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  operations = operationsOf(
    openapiDocument.parse(await (await fetch(`http://127.0.0.1:${PORT}/api/openapi.json`)).json()),
  )
  await prepareCluster(`http://127.0.0.1:${PORT}`)
})

afterAll(async () => {
  agent.destroy()
  await endDashboard(dashboard)
  await cluster?.stop()
  rmSync(folder, { recursive: true })
})

test('random requests to every route: each reply as the contract says, and nothing is left behind', {
  timeout: 7_200_000,
}, async ({ annotate }) => {
  const idle = readFigures()
  await sendValid()
  await sendWrong(Math.ceil(WRONG_EACH / 4))
  const before = { ...idle, residentMb: readFigures().residentMb }
  await sendWrong(WRONG_EACH)
  expect(faults.slice(0, 20), `Seed ${seed}`).toEqual([])
  expect(log.join('').match(/^.*(request failed|scanning failed|[Uu]nhandled).*$/gm) ?? [], `Seed ${seed}`).toEqual([])
  await expect
    .poll(readFigures, SETTLED)
    .toSatisfy(
      (after: Figures) =>
        after.descriptors <= before.descriptors + slack.descriptors &&
        after.threads <= before.threads + slack.threads &&
        after.residentMb <= before.residentMb + slack.residentMb,
      `no more than ${JSON.stringify(before)} and ${JSON.stringify(slack)}`,
    )
  expect((await fetch(`http://127.0.0.1:${PORT}/api/health`)).status).toBe(200)
  await annotate(`Seed ${seed}: ${JSON.stringify([...statuses])}, ${JSON.stringify([before, readFigures()])}`)
})

async function sendValid(): Promise<void> {
  const missing = new Set(operations.map(nameOf).filter((name) => !NEVER_DONE.includes(name)))
  for (let round = 0; missing.size > 0 && round < MOST_ROUNDS; round++) {
    if (round > 0) await restorePassing(`http://127.0.0.1:${PORT}`)
    const asked = operations.filter((made) => isFull || missing.has(nameOf(made)))
    const requests = asked.flatMap((made) => draw(made, validRequest(made, knownValues), 1, round))
    await sendAll(requests, ({ operation }, status) => {
      if (status < 300) missing.delete(operation)
    })
  }
  expect([...missing], `Seed ${seed}: never answered as asked`).toEqual([])
}

async function sendWrong(each: number): Promise<void> {
  const requests = operations.flatMap((made) => draw(made, wrongRequest(made, knownValues), each, each))
  await sendAll(fc.sample(fc.shuffledSubarray(requests, { minLength: requests.length }), { numRuns: 1, seed })[0] ?? [])
}

/** Each route by a seed of its own: by the same one, a topic would be changed just when it is deleted. */
function draw(made: Operation, requests: fc.Arbitrary<RandomRequest>, count: number, turn: number): RandomRequest[] {
  return fc.sample(requests, { numRuns: count, seed: hash32(`${nameOf(made)} ${seed} ${turn}`) })
}

function hash32(text: string): number {
  return createHash('sha256').update(text).digest().readInt32LE()
}

async function sendAll(requests: readonly RandomRequest[], onReply = (_request: RandomRequest, _status: number) => {}) {
  const queue = requests.values()
  const sendOn = async () => {
    for (const request of queue) {
      const fault = await sendRequest(PORT, agent, request).then(
        (reply) => {
          statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1)
          onReply(request, reply.status)
          const found = judgeReply(request.operation, request.method, reply)
          return found && `${reply.status} ${found}`
        },
        (error) => `no reply: ${error.message}`,
      )
      if (fault) faults.push(`${fault}\n${JSON.stringify(request).slice(0, 2_000)}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sendOn))
}

interface Figures {
  readonly descriptors: number
  readonly threads: number
  readonly residentMb: number
}

function readFigures(): Figures {
  const process = `/proc/${dashboard.pid}`
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`${process}/status`, 'utf8'))?.[1]
  return {
    descriptors: readdirSync(`${process}/fd`).length,
    threads: readdirSync(`${process}/task`).length,
    residentMb: Number(resident) / 1_024,
  }
}
