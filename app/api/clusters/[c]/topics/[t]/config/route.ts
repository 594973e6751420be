import { requireCluster, requireWritableCluster } from '#lib/clusters/registry.ts'
import { changeTopicConfig, getTopicConfig } from '#lib/contract/topics.ts'
import { changeConfigs, listConfigs } from '#lib/monitor/queries/configs.ts'
import { route } from '#lib/server/route.ts'

export const GET = route(getTopicConfig, ({ params }) =>
  listConfigs(requireCluster(params.c).monitor, { kind: 'topic', name: params.t }),
)

export const PATCH = route(changeTopicConfig, ({ params, body }) =>
  changeConfigs(requireWritableCluster(params.c).monitor, { kind: 'topic', name: params.t }, body),
)
