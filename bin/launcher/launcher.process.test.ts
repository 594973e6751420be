import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { isFree } from '#demo/ports.ts'
import { isAlive, until } from '#demo/processes.ts'

// The launcher as a user runs it, with real brokers. It needs a build, which `npm test` has made by then.

const PORT = 3198
const URL = `http://127.0.0.1:${PORT}`
const READY_MS = 120_000
const STOP_MS = 10_000

let data = ''
const launched: ChildProcess[] = []

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'highwater-launcher-'))
})
afterEach(async () => {
  for (const launcher of launched.splice(0)) {
    if (launcher.exitCode === null && launcher.signalCode === null) {
      launcher.kill('SIGTERM')
      await once(launcher, 'exit')
    }
  }
})
afterAll(() => rmSync(data, { recursive: true, force: true }))

interface Launcher {
  readonly process: ChildProcess
  readonly output: () => string
  /** Its exit code, when it has ended. */
  readonly ended: Promise<number | null>
}

function launch(args: readonly string[] = [], environment: Record<string, string | undefined> = {}): Launcher {
  const child = spawn(process.execPath, ['bin/highwater.mjs', '--port', String(PORT), '--data', data, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  launched.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  return { process: child, output: () => output, ended: once(child, 'exit').then(([code]) => code) }
}

async function untilOpen(launcher: Launcher): Promise<void> {
  const hasEnded = () => launcher.process.exitCode !== null
  await until('the address on the screen', READY_MS, () => hasEnded() || launcher.output().includes('  Open http'))
  expect(launcher.output()).toContain(`Open ${URL}`)
}

async function untilOnline(): Promise<void> {
  await until('three brokers', READY_MS, async () => {
    const { items } = await (await fetch(`${URL}/api/clusters`)).json()
    return items[0]?.status === 'online' && items[0]?.brokerCount === 3
  })
}

/** All processes that a process started, and those started, and so on. */
function descendants(pid: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1])
      children.set(parent, [...(children.get(parent) ?? []), Number(name)])
    } catch {
      // It ended while we looked.
    }
  }
  const own = children.get(pid) ?? []
  return [...own, ...own.flatMap(descendants)]
}

async function expectNothingLeft(pids: readonly number[]): Promise<void> {
  await until('every process to end', STOP_MS, () => !pids.some(isAlive))
  const brokerPorts: number[] = JSON.parse(readFileSync(join(data, 'demo-3-4.3.1', 'ports.json'), 'utf8'))
  expect(await Promise.all([PORT, ...brokerPorts].map(isFree))).not.toContain(false)
}

function pidOf(launcher: Launcher): number {
  const { pid } = launcher.process
  if (pid === undefined) throw new Error('the launcher did not start')
  return pid
}

describe('stopping', () => {
  test('Ctrl-C with an event stream open says goodbye and leaves no process and no port', async () => {
    const launcher = launch()
    await untilOpen(launcher)
    await untilOnline()
    const response = await fetch(`${URL}/api/clusters/demo/events`)
    const events = response.text()
    const pids = descendants(pidOf(launcher))
    expect(pids.length).toBeGreaterThanOrEqual(6)
    const since = Date.now()
    launcher.process.kill('SIGINT')
    expect(await launcher.ended).toBe(0)
    expect(Date.now() - since).toBeLessThan(STOP_MS)
    expect(await events).toMatch(/event: bye\n.*stopping.*\n\n$/)
    await expectNothingLeft(pids)
  })

  test('a closed terminal does the same', async () => {
    const launcher = launch()
    await untilOpen(launcher)
    const pids = descendants(pidOf(launcher))
    launcher.process.kill('SIGHUP')
    expect(await launcher.ended).toBe(0)
    await expectNothingLeft(pids)
  })

  test('while it still starts, too', async () => {
    const launcher = launch()
    await until('Kafka to be starting', READY_MS, () => descendants(pidOf(launcher)).length > 2)
    const pids = descendants(pidOf(launcher))
    launcher.process.kill('SIGTERM')
    await launcher.ended
    await expectNothingLeft(pids)
  })

  test('a second Ctrl-C does not wait', async () => {
    const launcher = launch()
    await untilOpen(launcher)
    const pids = descendants(pidOf(launcher))
    launcher.process.kill('SIGINT')
    launcher.process.kill('SIGINT')
    await launcher.ended
    await expectNothingLeft(pids)
  })
})

describe('dying', () => {
  test('a launcher that is killed leaves nothing, and the next start finds its data in order', async () => {
    const launcher = launch()
    await untilOpen(launcher)
    const pids = descendants(pidOf(launcher))
    launcher.process.kill('SIGKILL')
    await launcher.ended
    await expectNothingLeft(pids)
    await untilOpen(launch())
    await untilOnline()
  })

  test('everything killed at once leaves nothing, and the next start finds its data in order', async () => {
    const launcher = launch()
    await untilOpen(launcher)
    const pids = descendants(pidOf(launcher))
    const nodes = pids.filter((pid) => /node|next-server/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')))
    for (const pid of [pidOf(launcher), ...nodes]) process.kill(pid, 'SIGKILL')
    await launcher.ended
    await expectNothingLeft(pids)
    await untilOpen(launch())
    await untilOnline()
  })

  test('a dashboard that crashes takes the brokers with it, and says so', async () => {
    const launcher = launch()
    await untilOpen(launcher)
    const pids = descendants(pidOf(launcher))
    const dashboard = pids.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('next-server'))
    if (!dashboard) throw new Error('no dashboard')
    process.kill(dashboard, 'SIGKILL')
    expect(await launcher.ended).toBe(1)
    expect(launcher.output()).toContain('The dashboard ended unexpectedly')
    await expectNothingLeft(pids)
  })
})

describe('what cannot be done is said in a sentence', () => {
  test('a port that is taken', async () => {
    const server = net.createServer().listen(PORT, '127.0.0.1')
    await once(server, 'listening')
    const launcher = launch()
    expect(await launcher.ended).toBe(1)
    expect(launcher.output()).toContain(
      `Port ${PORT} is taken by another program. End it, or choose another port: npm start -- --port ${PORT + 1}`,
    )
    server.close()
  })

  test('a dashboard that runs already', async () => {
    const first = launch(['--no-demo'])
    await untilOpen(first)
    const second = launch(['--no-demo'])
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain(`Highwater runs already: ${URL}`)
  })

  test('listening for everybody without saying so', async () => {
    const launcher = launch(['--host', '0.0.0.0'])
    expect(await launcher.ended).toBe(1)
    expect(launcher.output()).toContain('it has no login')
  })

  test('no Java: the dashboard comes up all the same, with the sentence in place of the cluster', async () => {
    const bin = join(data, 'bin-without-java')
    mkdirSync(bin)
    symlinkSync(process.execPath, join(bin, 'node'))
    const launcher = launch([], { PATH: bin, JAVA_HOME: '' })
    await untilOpen(launcher)
    expect(launcher.output()).toContain('needs Java 17')
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
    await untilOpen(launcher)
    await until('the reason', READY_MS, async () => {
      const { items } = await (await fetch(`${URL}/api/clusters`)).json()
      return items[0].error?.message === 'Cannot reach 127.0.0.1:1: connection refused.'
    })
    const { items } = await (await fetch(`${URL}/api/clusters`)).json()
    expect(items).toMatchObject([{ id: 'default', status: 'offline', readOnly: true, brokerCount: null }])
  })
})
