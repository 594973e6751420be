import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Highwater } from '#demo/highwater.ts'
import { KAFKA_VERSION } from '#demo/jars.ts'
import { isFree } from '#demo/ports.ts'
import { isAlive, until } from '#demo/processes.ts'

// The launcher as a user runs it, with real brokers. It needs a build, which `npm test` has made by then.

const PORT = 3198
const URL = `http://127.0.0.1:${PORT}`
const READY_MS = 120_000
const STOP_MS = 30_000
/** Starts in a third of the time, where it does not matter how many brokers there are. */
const ONE_BROKER = ['--demo-brokers', '1']

let data = ''
const launched: Highwater[] = []

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'highwater-launcher-'))
})
afterEach(async () => {
  for (const highwater of launched.splice(0)) await highwater.stop()
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

function launch(args: readonly string[] = [], environment: Record<string, string | undefined> = {}): Highwater {
  const highwater = new Highwater({ port: PORT, data, args, environment })
  launched.push(highwater)
  return highwater
}

async function launchAndOpen(args: readonly string[] = []): Promise<Highwater> {
  const highwater = launch(args)
  await highwater.untilOpen()
  return highwater
}

async function expectNothingLeft(pids: readonly number[], brokers = 3): Promise<void> {
  await until('every process to end', STOP_MS, () => !pids.some(isAlive))
  const portsFile = join(data, `demo-${brokers}-${KAFKA_VERSION}`, 'ports.json')
  const brokerPorts: number[] = JSON.parse(readFileSync(portsFile, 'utf8'))
  expect(await Promise.all([PORT, ...brokerPorts].map(isFree))).not.toContain(false)
}

describe('stopping', () => {
  test('Ctrl-C with an event stream open says goodbye and leaves no process and no port', async () => {
    const launcher = await launchAndOpen()
    await launcher.untilOnline()
    const response = await fetch(`${URL}/api/clusters/demo/events`)
    const events = response.text()
    const pids = launcher.descendants()
    expect(pids.length).toBeGreaterThanOrEqual(6)
    const since = Date.now()
    launcher.signal('SIGINT')
    expect(await launcher.ended).toBe(0)
    expect(Date.now() - since).toBeLessThan(STOP_MS)
    expect(await events).toMatch(/event: bye\n.*stopping.*\n\n$/)
    await expectNothingLeft(pids)
  })

  test('a closed terminal does the same', async () => {
    const launcher = await launchAndOpen(ONE_BROKER)
    const pids = launcher.descendants()
    launcher.signal('SIGHUP')
    expect(await launcher.ended).toBe(0)
    await expectNothingLeft(pids, 1)
  })

  test('while it still starts, too', async () => {
    const launcher = launch()
    await until('Kafka to be starting', READY_MS, () => launcher.descendants().length > 2)
    const pids = launcher.descendants()
    launcher.signal('SIGTERM')
    await launcher.ended
    await expectNothingLeft(pids)
  })

  test('a second Ctrl-C does not wait', async () => {
    const launcher = await launchAndOpen(ONE_BROKER)
    const pids = launcher.descendants()
    launcher.signal('SIGINT')
    launcher.signal('SIGINT')
    await launcher.ended
    await expectNothingLeft(pids, 1)
  })
})

describe('dying', () => {
  test('a launcher that is killed leaves nothing, and the next start finds its data in order', async () => {
    const launcher = await launchAndOpen(ONE_BROKER)
    const pids = launcher.descendants()
    launcher.signal('SIGKILL')
    await launcher.ended
    await expectNothingLeft(pids, 1)
    await (await launchAndOpen(ONE_BROKER)).untilOnline('demo', 1)
  })

  test('everything killed at once leaves nothing, and the next start finds its data in order', async () => {
    const launcher = await launchAndOpen()
    const pids = launcher.descendants()
    const nodes = pids.filter((pid) => /node|next-server/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')))
    for (const pid of [launcher.pid, ...nodes]) process.kill(pid, 'SIGKILL')
    await launcher.ended
    await expectNothingLeft(pids)
    await (await launchAndOpen()).untilOnline()
  })

  test('a dashboard that crashes is started again, and the brokers go on', async () => {
    const launcher = await launchAndOpen(ONE_BROKER)
    await launcher.untilOnline('demo', 1)
    const before = launcher.descendants()
    const dashboard = before.find(isDashboard)
    if (!dashboard) throw new Error('no dashboard')
    process.kill(dashboard, 'SIGKILL')
    await until('the dashboard to run again', READY_MS, () => launcher.output.includes('The dashboard runs again'))
    expect(launcher.output).toContain('The dashboard ended unexpectedly; it is started again in 0.5 s.')
    await launcher.untilOnline('demo', 1)
    const after = launcher.descendants()
    expect(after.filter(isDashboard)).toHaveLength(1)
    expect(after).toEqual(expect.arrayContaining(before.filter((pid) => pid !== dashboard)))
    launcher.signal('SIGINT')
    expect(await launcher.ended).toBe(0)
    await expectNothingLeft([...before, ...after], 1)
  })
})

function isDashboard(pid: number): boolean {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('next-server')
}

describe('what cannot be done is said in a sentence', () => {
  test('a port that is taken', async () => {
    const server = net.createServer().listen(PORT, '127.0.0.1')
    await once(server, 'listening')
    const launcher = launch()
    expect(await launcher.ended).toBe(1)
    expect(launcher.output).toContain(
      `Port ${PORT} is taken by another program. End it, or choose another port: npm start -- --port ${PORT + 1}`,
    )
    server.close()
  })

  test('a dashboard that runs already', async () => {
    await launchAndOpen(['--no-demo'])
    const second = launch(['--no-demo'])
    expect(await second.ended).toBe(1)
    expect(second.output).toContain(`Highwater runs already: ${URL}`)
  })

  test('listening for everybody without saying so', async () => {
    const launcher = launch(['--host', '0.0.0.0'])
    expect(await launcher.ended).toBe(1)
    expect(launcher.output).toContain('it has no login')
  })

  test('no Java: the dashboard comes up all the same, with the sentence in place of the cluster', async () => {
    const bin = join(data, 'bin-without-java')
    mkdirSync(bin)
    symlinkSync(process.execPath, join(bin, 'node'))
    const launcher = launch([], { PATH: bin, JAVA_HOME: '' })
    await launcher.untilOpen()
    expect(launcher.output).toContain('needs Java 17')
    await until('the sentence on the page', READY_MS, async () => {
      const { items } = await (await fetch(`${URL}/api/clusters`)).json()
      return items[0].status === 'offline' && /needs Java 17.*--brokers/.test(items[0].error.message)
    })
    const { error } = await (await fetch(`${URL}/api/clusters/demo`)).json()
    expect(error).toMatchObject({ code: 'unreachable', message: expect.stringContaining('needs Java 17') })
    expect((await (await fetch(`${URL}/api/demo`)).json()).problem).toContain('needs Java 17')
  })

  test('a Kafka that is not there: the dashboard comes up, and keeps asking', async () => {
    const launcher = launch(['--brokers', '127.0.0.1:1', '--read-only'])
    await launcher.untilOpen()
    expect(launcher.output).toContain('Cannot reach 127.0.0.1:1')
    await until('the reason', READY_MS, async () => {
      const { items } = await (await fetch(`${URL}/api/clusters`)).json()
      return items[0].error?.message === 'Cannot reach 127.0.0.1:1: connection refused.'
    })
    const { items } = await (await fetch(`${URL}/api/clusters`)).json()
    expect(items).toMatchObject([{ id: 'default', status: 'offline', readOnly: true, brokerCount: null }])
  })
})
