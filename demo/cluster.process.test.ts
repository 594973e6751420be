import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { KafkaCluster } from './cluster.ts'
import { resolveJars } from './jars.ts'
import { findJava } from './java.ts'
import { DemoProblem } from './problem.ts'
import { isAlive, until } from './processes.ts'

const JARS = join(import.meta.dirname, '..', '.highwater')
const { PATH, JAVA_HOME } = process.env
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'highwater-demo-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => {
  process.env.PATH = PATH
  if (JAVA_HOME === undefined) delete process.env.JAVA_HOME
  else process.env.JAVA_HOME = JAVA_HOME
})

/** A PATH on which only this program is, played by a script. */
function pathWith(name: string, script: string): string {
  const bin = mkdtempSync(join(folder, 'bin-'))
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  symlinkSync('/bin/sh', join(bin, 'sh'))
  return bin
}

test('without Java: what is missing, how to get it, and the way around it', async () => {
  const environment = { PATH: folder }
  await expect(findJava(environment)).rejects.toBeInstanceOf(DemoProblem)
  await expect(findJava(environment)).rejects.toThrow(
    /needs Java 17.*none on the PATH.*[Ii]nstall.*--brokers HOST:9092/,
  )
  await expect(findJava({ ...environment, JAVA_HOME: folder })).rejects.toThrow(/JAVA_HOME leads to none/)
})

test('with a Java that is too old: which one, and how to get another', async () => {
  const PATH = pathWith('java', `echo 'openjdk version "11.0.2"' >&2`)
  await expect(findJava({ PATH })).rejects.toThrow(/needs Java 17 or newer, and this is Java 11/)
})

test('without Maven, when the jars are not there yet', async () => {
  process.env.PATH = folder
  await expect(resolveJars({ version: '9.9.9', folder })).rejects.toThrow(
    /fetched with Maven, and there is no mvn.*Install it/,
  )
})

test('with a Maven that fails: its reason; and the next attempt starts afresh', async () => {
  process.env.PATH = pathWith('mvn', `echo '[ERROR] Could not transfer artifact'; exit 1`)
  await expect(resolveJars({ version: '9.9.9', folder })).rejects.toThrow(
    /could not fetch Kafka 9.9.9: Could not transfer artifact/,
  )
  process.env.PATH = pathWith('mvn', 'exit 0')
  await expect(resolveJars({ version: '9.9.9', folder })).resolves.toBe(join(folder, 'kafka-9.9.9'))
})

test('a port that was chosen before and is taken now: which, and the way out', async () => {
  const data = join(folder, 'taken')
  mkdirSync(data)
  const server = net.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  writeFileSync(join(data, 'ports.json'), JSON.stringify([port, 1]))
  const cluster = new KafkaCluster({ folder: data, jarsFolder: JARS, brokers: 1 })
  await expect(cluster.prepare()).rejects.toThrow(new RegExp(`Port ${port} .* taken by another program.*--fresh`))
  server.close()
})

test('a single broker starts, remembers its port, survives being killed, and starts cleanly from what was left', async () => {
  const shape = { folder: join(folder, 'single'), jarsFolder: JARS, brokers: 1 }
  const first = new KafkaCluster(shape)
  await first.start()
  const { bootstrap } = first
  await first.broker(1).kill()
  expect(first.broker(1).state).toBe('stopped')
  await first.stop()

  const second = new KafkaCluster(shape)
  await second.start()
  expect(second.bootstrap).toBe(bootstrap)
  const { pid } = second.broker(1)
  await second.stop()
  await until('the broker to end', 10_000, () => !pid || !isAlive(pid))
})
