import { combineFeatures } from '#lib/kafka/admin/features.ts'
import { inferKafkaVersion } from '#lib/kafka/admin/kafka-version.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import type { Catalog } from '#lib/monitor/snapshot/catalog.ts'
import type { ConfigColumns } from '#lib/monitor/snapshot/config-columns.ts'
import { memoizeColumns } from '#lib/monitor/snapshot/memoize-last.ts'
import type { LeadershipColumns, OffsetColumns, SizeColumns } from '#lib/monitor/snapshot/partition-columns.ts'
import { buildSnapshot, type Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import type { TierAges } from '#lib/monitor/snapshot/tier-ages.ts'
import { buildTopics } from '#lib/monitor/snapshot/topic-columns.ts'
import type { Described } from './metadata-watch.ts'
import type { Watches } from './watches.ts'

type Sources = Pick<Watches, 'liveness' | 'quorum' | 'offsets' | 'logDirs' | 'configs' | 'groups'>

/** Puts together what the watches know. Columns of which nothing has changed are those of the snapshot before. */
export class SnapshotMaker {
  readonly #watches: Sources
  #number: number
  readonly #offsetColumns = memoizeColumns((catalog: Catalog, _version: number) =>
    this.#watches.offsets.known.columns(catalog),
  )
  readonly #sizeColumns = memoizeColumns((catalog: Catalog, leadership: LeadershipColumns, _version: number) =>
    this.#watches.logDirs.sizes(catalog, leadership),
  )
  readonly #configColumns = memoizeColumns((catalog: Catalog, _known: unknown) =>
    this.#watches.configs.columns(catalog),
  )
  readonly #topicColumns = memoizeColumns(
    (
      catalog: Catalog,
      leadership: LeadershipColumns,
      offsets: OffsetColumns,
      sizes: SizeColumns,
      downBrokers: readonly number[],
      configs: ConfigColumns,
    ) => buildTopics(catalog, { leadership, offsets, sizes }, downBrokers, configs),
  )

  /** `lastNumber` is that of the last snapshot that was made of this cluster; numbers only grow. */
  constructor(watches: Sources, lastNumber: number) {
    this.#watches = watches
    this.#number = lastNumber
  }

  /** What is known of the ends of partitions by now, as the next snapshot will have it. */
  offsetsOf(catalog: Catalog): OffsetColumns {
    return this.#offsetColumns(catalog, this.#watches.offsets.known.version)
  }

  make(
    { catalog, leadership, controllerId, brokers, registered, asOfMs }: Described,
    tiers: TierAges,
    { detour, clusterId }: Pick<ConnectionSet, 'detour' | 'clusterId'>,
  ): Snapshot {
    const { liveness, quorum, logDirs, configs, groups } = this.#watches
    this.#number++
    return buildSnapshot(this.#number, {
      catalog,
      leadership,
      metadata: { controllerId, brokers },
      registered,
      asOfMs,
      tiers,
      detour,
      clusterId,
      offsets: this.offsetsOf(catalog),
      sizes: this.#sizeColumns(catalog, leadership, logDirs.version),
      disksOf: (id) => logDirs.of(id),
      configs: this.#configColumns(catalog, configs.known),
      groups: groups.columns,
      groupsAtMs: groups.lag.measured?.atMs ?? null,
      buildTopics: this.#topicColumns,
      quorum: quorum.findings,
      kafkaVersion: inferKafkaVersion(liveness.versions()),
      features: combineFeatures(liveness.versions()),
      livenessOf: (id) => liveness.of(id),
      downBrokers: liveness.down,
    })
  }
}
