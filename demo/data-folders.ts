import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { javaOptions } from './broker.ts'

const run = promisify(execFile)
const IDENTITY = 'meta.properties'

interface Node {
  readonly id: number
  readonly dataFolder: string
  readonly propertiesFile: string
}

interface Tools {
  readonly java: string
  readonly jars: string
  readonly signal: AbortSignal
  /** For Kafka's storage tool, such as the users that a cluster begins with. */
  readonly options: readonly string[]
}

export function areFormatted(nodes: readonly Node[]): boolean {
  return nodes.every(({ dataFolder }) => existsSync(join(dataFolder, IDENTITY)))
}

/** Gives the data folders of a new cluster their identity. */
export async function formatDataFolders(nodes: readonly Node[], tools: Tools): Promise<void> {
  for (const { dataFolder } of nodes) rmSync(dataFolder, { recursive: true, force: true })
  const [first, ...others] = nodes
  if (!first) return
  await formatFirst(first, tools)
  for (const node of others) await formatLike(first, node)
}

async function formatFirst({ propertiesFile }: Node, { java, jars, signal, options }: Tools): Promise<void> {
  const args = ['format', '-t', randomId(), '-c', propertiesFile, ...options]
  await run(java, [...javaOptions, '-cp', join(jars, '*'), 'kafka.tools.StorageTool', ...args], { signal })
}

/** What differs between formatted folders is the node's id and the folder's; a second JVM would only cost a second. */
async function formatLike(first: Node, { id, dataFolder }: Node): Promise<void> {
  // Where the first metadata is kept differs between releases.
  await cp(first.dataFolder, dataFolder, { recursive: true })
  const identity = await readFile(join(first.dataFolder, IDENTITY), 'utf8')
  const own = identity
    .replace(/^node\.id=.*$/m, `node.id=${id}`)
    .replace(/^directory\.id=.*$/m, `directory.id=${randomId()}`)
  await writeFile(join(dataFolder, IDENTITY), own)
}

/** Kafka's tools take one that begins with a dash for an option. */
function randomId(): string {
  const id = randomBytes(16).toString('base64url')
  return id.startsWith('-') ? randomId() : id
}
