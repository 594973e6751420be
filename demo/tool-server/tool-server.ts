import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { javaOptions } from '#demo/broker.ts'
import { Undertaker } from '#demo/undertaker.ts'

const SOURCE = join(import.meta.dirname, 'ToolServer.java')

const ports = new Map<string, Promise<number>>()

/** The port of the server that runs the tools of a release, one for all tests of a process. It ends with the process. */
export function toolServerPort(java: string, jars: string): Promise<number> {
  const port = ports.get(jars) ?? startToolServer(java, jars)
  ports.set(jars, port)
  return port
}

async function startToolServer(java: string, jars: string): Promise<number> {
  const child = spawn(java, [...javaOptions, '-cp', join(jars, '*'), SOURCE], { stdio: ['ignore', 'pipe', 'pipe'] })
  new Undertaker().watch(child.pid === undefined ? [] : [child.pid])
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = once(child, 'close').then(() => {
    throw new Error(`The tools' server did not start: ${stderr}`)
  })
  const [line] = await Promise.race([once(child.stdout, 'data'), ended])
  // From here on it writes nothing there, and must not keep this process from ending.
  ended.catch(() => {})
  child.stdout.destroy()
  child.stderr.destroy()
  child.unref()
  return Number(String(line))
}
