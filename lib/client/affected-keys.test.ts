import { expect, test } from 'vitest'
import { affectedBy } from './affected-keys.ts'

test.each([
  ['/api/clusters/demo/topics?q=a&page=2', ['topics'], true],
  ['/api/clusters/demo/topic-tree?prefix=a.', ['topics'], true],
  ['/api/clusters/demo/topic-rates?page=2', ['topics'], true],
  ['/api/clusters/demo/topics', ['brokers'], false],
  ['/api/clusters/other/topics', ['topics'], false],
  ['/api/clusters/demo/groups?sort=totalLag', ['groups'], true],
  ['/api/clusters/demo/groups/a/partitions', ['groups'], true],
  ['/api/clusters/demo/groups', ['topics'], false],
  ['/api/clusters/demo/topics/t/groups', ['groups'], true],
  ['/api/clusters/demo/topics/t/config', ['groups'], false],
  ['/api/clusters/demo', ['groups'], true],
  ['/api/clusters/demo', ['cluster'], true],
  ['/api/clusters', ['cluster'], true],
  ['/api/demo', ['brokers'], true],
  ['/api/clusters/demo/quorum', ['quorum'], true],
  ['/api/clusters/demo/quorum', ['cluster'], false],
  ['/api/clusters/demo', ['quorum'], false],
  ['/api/clusters/demo/features', ['brokers'], true],
  ['/api/clusters/demo/features', ['topics', 'quorum'], false],
  ['/api/health', ['cluster', 'brokers', 'topics', 'quorum'], false],
  [null, ['topics'], false],
  ['/api/clusters/demo/topics/orders/config', ['topics'], false],
  ['/api/clusters/demo/brokers/1/config', ['brokers'], false],
  // An open record was read from Kafka again with every snapshot, all of its megabytes.
  ['/api/clusters/demo/topics/orders/messages/0/48202?valueFormat=hex', ['topics', 'groups'], false],
  ['/api/clusters/demo/topics/messages/partitions', ['topics'], true],
  // Each of these was once taken for configuration, and never updated.
  ['/api/clusters/demo/topics/config', ['topics'], true],
  ['/api/clusters/demo/topics/config/partitions?page=1', ['topics'], true],
  ['/api/clusters/demo/topics/config/config', ['topics'], false],
] as const)('%s after a change of %j: %s', (key, changed, expected) => {
  expect(affectedBy('demo', changed)(key)).toBe(expected)
})
