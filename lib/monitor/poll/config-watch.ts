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
  async askAll({ names }: Catalog): Promise<void> {
    const askedAtMs = this.#now()
    const answered = await this.#ask(names)
    const newer = [...this.#known].filter(([, configs]) => configs.askedAtMs > askedAtMs)
    this.#known = new Map([...answered, ...newer])
  }

  /** Those of some topics, which nobody wants to wait for the next round with. */
  async askSome(topics: readonly string[]): Promise<void> {
    const answered = await this.#ask(topics)
    this.#known = new Map([...this.#known, ...answered])
  }

  /** Topics that have come since the last round, or have been created anew. */
  unknownTopics(catalog: Catalog): string[] {
    return catalog.names.filter((name, row) => {
      const configs = this.#known.get(name)
      return !configs || !isOfThisTopic(configs, catalog, row)
    })
  }

  async #ask(topics: readonly string[]): Promise<ReadonlyMap<string, ListedConfigs>> {
    const askedAtMs = this.#now()
    const described = await this.#read(topics)
    return new Map(described.map((configs) => [configs.name, readListedConfigs(configs, askedAtMs)]))
  }
}
