import type { DescribedConfigs } from '#lib/kafka/protocol/describe-configs.ts'
import type { Catalog } from '#lib/monitor/snapshot/catalog.ts'
import {
  buildConfigs,
  type ConfigColumns,
  isOfThisTopic,
  type ListedConfigs,
  readListedConfigs,
} from '#lib/monitor/snapshot/config-columns.ts'

/** Keeps the settings of every topic that lists show. */
export class ConfigWatch {
  readonly #read: (topics: readonly string[]) => Promise<readonly DescribedConfigs[]>
  readonly #now: () => number
  #known: ReadonlyMap<string, ListedConfigs> = new Map()

  constructor(read: (topics: readonly string[]) => Promise<readonly DescribedConfigs[]>, now: () => number) {
    this.#read = read
    this.#now = now
  }

  /** Another map with every answer, so that columns are only made of what is new. */
  get known(): ReadonlyMap<string, ListedConfigs> {
    return this.#known
  }

  columns(catalog: Catalog): ConfigColumns {
    return buildConfigs(catalog, this.#known)
  }

  /** One round: those of every topic. What was learnt meanwhile is newer. */
  async refreshAll({ names }: Catalog): Promise<void> {
    const requestedAtMs = this.#now()
    const answered = await this.#readAll(names)
    const newer = [...this.#known].filter(([, configs]) => configs.requestedAtMs > requestedAtMs)
    this.#known = new Map([...answered, ...newer])
  }

  /** Those of some topics, where waiting for the next round would take too long. */
  async refreshSome(topics: readonly string[]): Promise<void> {
    const answered = await this.#readAll(topics)
    this.#known = new Map([...this.#known, ...answered])
  }

  /** Topics that were created, or deleted and created again, since the last round. */
  unknownTopics(catalog: Catalog): string[] {
    return catalog.names.filter((name, row) => {
      const configs = this.#known.get(name)
      return !configs || !isOfThisTopic(configs, catalog, row)
    })
  }

  async #readAll(topics: readonly string[]): Promise<ReadonlyMap<string, ListedConfigs>> {
    const requestedAtMs = this.#now()
    const described = await this.#read(topics)
    return new Map(described.map((configs) => [configs.name, readListedConfigs(configs, requestedAtMs)]))
  }
}
