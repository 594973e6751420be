import { listBrokerReplicas } from './broker-replicas.ts'
import { getBroker, getBrokerConfig, listBrokers } from './brokers.ts'
import { getCluster, listClusters } from './clusters.ts'
import { checkConnection, getConnection } from './connection.ts'
import { changeDemoBroker, getDemo } from './demo.ts'
import { followEvents } from './events.ts'
import { getFeatures } from './features.ts'
import { getGroupHistory } from './group-history.ts'
import { deleteGroup, deleteGroupOffsets, resetGroupOffsets } from './group-offsets.ts'
import { getGroup, listGroupMembers, listGroupPartitions, listGroups } from './groups.ts'
import { getHealth, getOpenapi, getReadiness } from './health.ts'
import { getClusterHistory } from './history.ts'
import { exportMessages, getMessage, streamMessages } from './messages.ts'
import { getMetrics } from './metrics.ts'
import { listPartitions } from './partitions.ts'
import { produceRecords } from './produce.ts'
import { listTopicProducers } from './producers.ts'
import { getQuorum } from './quorum.ts'
import { searchCluster } from './search.ts'
import { listTopicGroups } from './topic-groups.ts'
import { listTopicRates } from './topic-rates.ts'
import { listTopicBranches } from './topic-tree.ts'
import {
  addPartitions,
  changeTopicConfig,
  createTopic,
  deleteTopic,
  getTopic,
  getTopicConfig,
  getTopicHistory,
  listTopics,
  truncateTopic,
} from './topics.ts'

/** The whole contract: listed in OpenAPI, and compared with the route files by a test. */
export const routes = [
  getHealth,
  getReadiness,
  getOpenapi,
  getMetrics,
  listClusters,
  getCluster,
  getConnection,
  checkConnection,
  followEvents,
  searchCluster,
  getClusterHistory,
  getQuorum,
  getFeatures,
  listBrokers,
  getBroker,
  getBrokerConfig,
  listBrokerReplicas,
  listTopics,
  listTopicBranches,
  listTopicRates,
  createTopic,
  getTopic,
  deleteTopic,
  listPartitions,
  listTopicProducers,
  addPartitions,
  truncateTopic,
  getTopicConfig,
  changeTopicConfig,
  getTopicHistory,
  listTopicGroups,
  streamMessages,
  getMessage,
  exportMessages,
  produceRecords,
  listGroups,
  getGroup,
  deleteGroup,
  listGroupPartitions,
  listGroupMembers,
  getGroupHistory,
  resetGroupOffsets,
  deleteGroupOffsets,
  getDemo,
  changeDemoBroker,
] as const
