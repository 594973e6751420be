import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { howToInstall } from './java.ts'
import { DemoProblem, USE_ANOTHER_CLUSTER } from './problem.ts'

const POM = join(import.meta.dirname, 'pom.xml')

/** The release that is run unless another is asked for: the pom's. */
export const KAFKA_VERSION = /<kafka\.version>([^<]+)</.exec(readFileSync(POM, 'utf8'))?.[1] ?? ''

interface JarsOptions {
  readonly version: string
  /** Where fetched jars are kept, a folder per version. */
  readonly folder: string
  /** Gives the download up. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((jarsFetched: number) => void) | undefined
}

/** The folder with Kafka's jars, fetched by Maven if they are not there yet. */
export async function resolveJars({ version, folder, signal, onProgress }: JarsOptions): Promise<string> {
  const jars = join(folder, `kafka-${version}`)
  if (existsSync(jars)) return jars
  // Only a complete download gets the name that counts.
  const partial = `${jars}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true })
  await runMaven(version, partial, signal, onProgress)
  await rename(partial, jars)
  return jars
}

function runMaven(
  version: string,
  into: string,
  signal?: AbortSignal,
  onProgress?: (jarsFetched: number) => void,
): Promise<void> {
  const command = process.platform === 'win32' ? 'mvn.cmd' : 'mvn'
  const options = [`-Dkafka.version=${version}`, `-DoutputDirectory=${into}`, '-DincludeScope=runtime']
  return new Promise((resolve, reject) => {
    const maven = spawn(command, ['-B', '-f', POM, 'dependency:copy-dependencies', ...options], {
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    let output = ''
    let fetched = 0
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000)
      fetched += chunk.toString().match(/Downloaded from .*\.jar/g)?.length ?? 0
      onProgress?.(fetched)
    }
    maven.stdout.on('data', read)
    maven.stderr.on('data', read)
    maven.on('error', () => {
      reject(
        new DemoProblem(
          `The embedded Kafka is fetched with Maven, and there is no mvn on the PATH. Install it: ${howToInstall()}. ${USE_ANOTHER_CLUSTER}`,
        ),
      )
    })
    maven.on('close', (code) => (code === 0 ? resolve() : reject(mavenProblem(version, output))))
  })
}

function mavenProblem(version: string, output: string): DemoProblem {
  if (/No space left on device/.test(output)) {
    return new DemoProblem(
      `The disk is full: Kafka ${version} needs 60 MiB to be fetched. Free some space, then start again.`,
    )
  }
  const reason = /\[ERROR\] (?!\[Help)(.+)/.exec(output)?.[1]?.slice(0, 300) ?? 'it did not say why'
  return new DemoProblem(
    `Maven could not fetch Kafka ${version}: ${reason} Check the connection to Maven's repository, then start again. ${USE_ANOTHER_CLUSTER}`,
  )
}
