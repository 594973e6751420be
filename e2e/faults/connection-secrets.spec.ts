import { type ChildProcess, execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { APIRequestContext } from '@playwright/test'
import { Canaries } from '#e2e/canaries.ts'
import { endDashboard, startDashboard } from '#e2e/dashboard.ts'
import { FailingClusters } from '#e2e/failing-clusters.ts'
import { SECOND_PORT } from '#e2e/ports.ts'
import { expect, test } from '#e2e/test.ts'
import { apiPaths } from '#lib/contract/paths.ts'

// A dashboard of clusters that all fail, each in its own way and with secrets of its own, and everything it says.

const URL = `http://127.0.0.1:${SECOND_PORT}`
const START = { timeout: 60_000 }
const STREAM_MS = 3_000

test.use({ baseURL: URL })
test.describe.configure({ mode: 'serial', timeout: 300_000 })

const run = promisify(execFile)
const canaries = new Canaries()
/** All that was said, by where. */
const said: (readonly [where: string, text: string])[] = []
let clusters: FailingClusters
let server: ChildProcess

test.beforeAll(async ({ playwright }) => {
  test.setTimeout(300_000)
  clusters = await FailingClusters.start(canaries)
  server = startDashboard(SECOND_PORT, '127.0.0.1', environment(), (text) => said.push(['log', text]))
  const request = await playwright.request.newContext({ baseURL: URL })
  const listed = async () => (await (await request.get(apiPaths.clusters)).json()).items
  await expect.poll(async () => (await listed().catch(() => [])).length, START).toBe(clusters.items.length)
  await expect
    .poll(async () => (await listed()).filter(({ status }: { status: string }) => status !== 'offline'), START)
    .toEqual([])
  await request.dispose()
})

test.afterAll(async () => {
  await endDashboard(server)
  await clusters?.close()
})

function environment(): Record<string, string> {
  return { ...clusters.environment, HIGHWATER_LOG_LEVEL: 'trace', HIGHWATER_CONFIG: clusters.file }
}

/** The command lines of all processes, again and again for as long as the work takes. */
async function watchProcesses<T>(work: () => Promise<T>): Promise<T> {
  let isDone = false
  const watching = (async () => {
    while (!isDone) said.push(['ps', (await run('ps', ['-eo', 'args'])).stdout])
  })()
  try {
    return await work()
  } finally {
    isDone = true
    await watching
  }
}

async function hear(request: APIRequestContext, method: 'get' | 'post', path: string, data?: object): Promise<string> {
  const response = await request[method](path, data && { data })
  const text = `${response.status()} ${JSON.stringify(response.headers())} ${await response.text()}`
  said.push([`${method} ${path}`, text])
  return text
}

async function hearEvents(path: string): Promise<void> {
  const signal = AbortSignal.timeout(STREAM_MS)
  const decoder = new TextDecoder()
  try {
    const { body } = await fetch(URL + path, { signal })
    for await (const chunk of body ?? []) said.push([`events ${path}`, decoder.decode(chunk, { stream: true })])
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

test('each fails in its own way, and says so', async ({ request }) => {
  await watchProcesses(async () => {
    for (const { id, code } of clusters.items) {
      const check = await hear(request, 'post', apiPaths.connectionCheck(id), {})
      if (code) expect(check, id).toContain(`"code":"${code}"`)
    }
  })
})

test('requests of every kind', async ({ request }) => {
  await hear(request, 'get', apiPaths.clusters)
  await hear(request, 'get', apiPaths.health)
  await hear(request, 'get', '/metrics')
  for (const { id } of clusters.items) {
    const paths = [
      apiPaths.cluster(id),
      apiPaths.connection(id),
      apiPaths.topics(id),
      apiPaths.groups(id),
      apiPaths.brokers(id),
    ]
    for (const path of [...paths, apiPaths.quorum(id), apiPaths.messages(id, 'doors')]) await hear(request, 'get', path)
    await hear(request, 'post', apiPaths.topics(id), {
      name: 'doors',
      partitions: 1,
      replicationFactor: 1,
      configs: {},
      dryRun: false,
    })
  }
})

test('events', () => Promise.all(clusters.items.map(({ id }) => hearEvents(apiPaths.events(id)))))

test('pages, with all that they load', async ({ page, watch }) => {
  watch.allowConsole(/Failed to load resource/)
  page.on('response', async (response) => {
    const body = await response.text().catch(() => '')
    said.push([`page ${response.url()}`, body])
  })
  const [first] = clusters.items
  const paths = [`/clusters/${first?.id}`, `/clusters/${first?.id}/topics`]
  paths.push(...clusters.items.map(({ id }) => `/clusters/${id}/connection`))
  for (const path of ['/', ...paths]) {
    await page.goto(path)
    await expect(page.getByRole('main')).toBeVisible()
    said.push([`page ${path}`, await page.content()])
  }
})

test('the check in the terminal', async () => {
  const env = { ...process.env, ...environment() }
  const check = await run(process.execPath, ['bin/check.ts'], { env }).catch((error) => error)
  expect(check.stdout).toContain('wrong-password')
  said.push(['check', check.stdout + check.stderr])
})

test('nothing of all that holds a secret', () => {
  expect(
    canaries.foundIn(
      JSON.stringify({ control: Buffer.from(`\0alice\0${canaries.make('control')}`).toString('base64') }),
    ),
  ).toEqual(['control'])
  for (const where of ['log', 'ps', 'check']) expect(said.some(([place]) => place === where)).toBe(true)
  const found = said.flatMap(([where, text]) => canaries.foundIn(text).map((slot) => `${slot} in ${where}`))
  expect([...new Set(found)]).toEqual([])
})
