import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DemoProblem, USE_ANOTHER_CLUSTER } from './problem.ts'

const run = promisify(execFile)

const MINIMUM_JAVA = 17
const HOW_TO_INSTALL: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'brew install openjdk@17 maven',
  win32: 'winget install EclipseAdoptium.Temurin.17.JDK and put Apache Maven on the PATH',
}
const INSTALL_ON_DEBIAN = 'sudo apt-get install openjdk-17-jre-headless maven'

export function howToInstall(): string {
  return HOW_TO_INSTALL[process.platform] ?? INSTALL_ON_DEBIAN
}

type Environment = Readonly<Record<string, string | undefined>>

/** The Java to run Kafka with: that of JAVA_HOME, else the one on the PATH. */
export async function findJava(environment: Environment = process.env): Promise<string> {
  const java = environment.JAVA_HOME ? join(environment.JAVA_HOME, 'bin', 'java') : 'java'
  const version = await readJavaVersion(java, environment)
  if (version === null) {
    throw new DemoProblem(
      `The embedded Kafka needs Java ${MINIMUM_JAVA} or newer, and ${environment.JAVA_HOME ? 'JAVA_HOME leads to none' : 'there is none on the PATH'}. Install it: ${howToInstall()}. ${USE_ANOTHER_CLUSTER}`,
    )
  }
  if (version < MINIMUM_JAVA) {
    throw new DemoProblem(
      `The embedded Kafka needs Java ${MINIMUM_JAVA} or newer, and this is Java ${version} (${java}). Install a newer one: ${howToInstall()}. ${USE_ANOTHER_CLUSTER}`,
    )
  }
  return java
}

async function readJavaVersion(java: string, environment: Environment): Promise<number | null> {
  try {
    const { stdout, stderr } = await run(java, ['-version'], { env: { ...process.env, ...environment } })
    return parseJavaVersion(stderr + stdout)
  } catch {
    return null
  }
}

/** `17.0.15` is 17; `1.8.0_392`, as Java 8 and older write it, is 8. */
export function parseJavaVersion(output: string): number | null {
  const version = /version "(?:1\.)?(\d+)/.exec(output)?.[1]
  return version === undefined ? null : Number(version)
}
