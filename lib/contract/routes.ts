import { listBrokers } from './brokers.ts'
import { getCluster, listClusters } from './clusters.ts'
import { changeDemoBroker, getDemo } from './demo.ts'
import { followEvents } from './events.ts'
import { getHealth, getOpenapi } from './health.ts'
import { listTopics } from './topics.ts'

/** The whole contract: what OpenAPI lists, and what the tests hold the route files against. */
export const routes = [
  getHealth,
  getOpenapi,
  listClusters,
  getCluster,
  followEvents,
  listBrokers,
  listTopics,
  getDemo,
  changeDemoBroker,
] as const
