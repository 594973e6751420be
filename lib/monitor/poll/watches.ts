import { readQuorum } from '#lib/kafka/admin/cluster.ts'
import { readTopicConfigs } from '#lib/kafka/admin/configs.ts'
import { readLogDirs } from '#lib/kafka/admin/log-dirs.ts'
import { readProducers } from '#lib/kafka/admin/producers.ts'
import type { ConnectionSet } from '#lib/kafka/connection/connection-set.ts'
import { LISTED_CONFIGS } from '#lib/monitor/snapshot/config-columns.ts'
import type { RoundFailure } from '#lib/monitor/snapshot/round-failure.ts'
import { ConfigWatch } from './config-watch.ts'
import { ClusterGroups, groupRequests } from './groups/cluster-groups.ts'
import { LivenessWatch } from './liveness-watch.ts'
import { LogDirWatch } from './log-dir-watch.ts'
import { MetadataWatch } from './metadata-watch.ts'
import { OffsetWatch } from './offsets/offset-watch.ts'
import { TransactionWatch } from './offsets/transaction-watch.ts'
import { QuorumWatch } from './quorum-watch.ts'

interface WatchesOptions {
  readonly now: () => number
  readonly explain: (error: unknown) => RoundFailure
  /** Called when a broker came or went, or the quorum did. */
  readonly onBrokersChanged: () => void
  readonly onBug: (error: unknown) => void
}

export type Watches = ReturnType<typeof makeWatches>

/** What keeps the last replies of each kind. */
export function makeWatches(connections: ConnectionSet, { now, explain, onBrokersChanged, onBug }: WatchesOptions) {
  const liveness = new LivenessWatch(connections, now, onBrokersChanged)
  const quorum = new QuorumWatch(() => readQuorum(connections), now, onBrokersChanged, onBug)
  return {
    liveness,
    quorum,
    metadata: new MetadataWatch({ connections, liveness, quorum, now }),
    offsets: new OffsetWatch(connections, now, onBug),
    transactions: new TransactionWatch({
      read: (leader, input) => readProducers(connections, leader, input),
      // How long ago something was asked does not depend on the time of day.
      now: () => performance.now(),
      onBug,
    }),
    groups: new ClusterGroups(groupRequests(connections), now),
    configs: new ConfigWatch((topics) => readTopicConfigs(connections, topics, LISTED_CONFIGS), now),
    logDirs: new LogDirWatch({ read: (broker) => readLogDirs(connections, broker), explain, now }),
  }
}
