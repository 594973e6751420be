import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readNumbers, writeWhole } from './files.ts'
import { DemoProblem } from './problem.ts'
import { commandLine, isAlive, kill, until } from './processes.ts'

const END_DEADLINE_MS = 60_000

/** Whose a cluster's folder is, and which brokers run on it. */
export class Ownership {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Two clusters over one data folder would destroy it. */
  assertUnclaimed(): void {
    const owner = existsSync(this.#ownerFile) ? Number(readFileSync(this.#ownerFile, 'utf8')) : 0
    if (owner !== process.pid && isAlive(owner) && /node/.test(commandLine(owner) ?? '')) {
      throw new DemoProblem(
        `The embedded cluster runs already, for another Highwater from this folder (process ${owner}). Use that one, or stop it first.`,
      )
    }
  }

  claim(): void {
    writeWhole(this.#ownerFile, String(process.pid))
  }

  giveUp(): void {
    rmSync(this.#ownerFile, { force: true })
  }

  remember(pids: readonly number[]): void {
    writeWhole(this.#pidsFile, JSON.stringify(pids))
  }

  /** Ends brokers that a killed run left behind. Their command line names our folder; a pid alone proves nothing. */
  async endLeftovers(): Promise<void> {
    const pids = readNumbers(this.#pidsFile) ?? []
    const ours = pids.filter((pid) => isAlive(pid) && commandLine(pid)?.includes(this.#folder))
    for (const pid of ours) kill(pid, 'SIGKILL')
    await until('brokers of an earlier run to end', END_DEADLINE_MS, () => !ours.some(isAlive))
  }

  get #pidsFile(): string {
    return join(this.#folder, 'pids.json')
  }

  get #ownerFile(): string {
    return join(this.#folder, 'owner')
  }
}
