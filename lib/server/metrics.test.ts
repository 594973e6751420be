import { expect, test } from 'vitest'
import { writeExposition } from './exposition.ts'
import { describeMetrics } from './metrics.ts'
import { clusters } from './testing/metrics.ts'

test('groups are reported as by kafka-lag-exporter; what is unknown has no sample', async () => {
  const text = await describeMetrics(clusters(), undefined)
  expect(text).toContain('kafka_consumergroup_group_sum_lag{cluster_name="demo",group="behind"} 70\n')
  expect(text).toContain('kafka_consumergroup_group_max_lag{cluster_name="demo",group="behind"} 60\n')
  expect(text).toContain(
    'kafka_consumergroup_group_topic_sum_lag{cluster_name="demo",group="behind",topic="orders"} 70\n',
  )
  expect(text).toContain('group="quote \\" slash \\\\ line\\nend"} 0\n')
  const without = 'kafka_consumergroup_group_partitions_without_commit{cluster_name="demo"'
  expect(text).toContain(`${without},group="never-commits"} 2\n`)
  expect(text).toContain(`${without},group="behind"} 0\n`)
  expect(text).toContain('highwater_group_status{cluster_name="demo",group="behind",status="stopped"} 1\n')
  expect(text).toContain('highwater_group_status{cluster_name="demo",group="never-commits",status="unknown"} 1\n')
  expect(text.match(/highwater_group_status\{[^\n]*group="behind"/g)).toHaveLength(1)
  expect(text).toContain('highwater_cluster_reached{cluster_name="away"} 0\n')
  expect(text).not.toContain('sum_lag{cluster_name="demo",group="gone"')
  expect(text).not.toContain('kafka_consumergroup_group_lag{')
})

test('single partitions are reported only on request', async () => {
  const text = await describeMetrics(clusters(), 'partition')
  const labels = 'topic="orders",partition="1",member_host="",consumer_id="",client_id=""'
  expect(text).toContain(`kafka_consumergroup_group_lag{cluster_name="demo",group="behind",${labels}} 10\n`)
})

test('a group whose partitions cannot be reported is mentioned, and hides nothing else', async () => {
  const silent = [...clusters()].map(({ id, monitor }) => ({
    id,
    monitor: { state: monitor.state, call: () => Promise.reject(new Error('no')) },
  })) as unknown as Parameters<typeof describeMetrics>[0]
  const text = await describeMetrics(silent, 'partition')
  expect(text).toContain('highwater_partitions_told{cluster_name="demo"} 0\n')
  expect(text).toContain('kafka_consumergroup_group_sum_lag{cluster_name="demo",group="behind"} 70\n')
  expect(await describeMetrics(clusters(), 'partition')).toContain('highwater_partitions_told{cluster_name="demo"} 1\n')
})

test('others have their turn while many samples are written', async () => {
  let hasYielded = false
  setImmediate(() => {
    hasYielded = true
  })
  const samples = Array.from({ length: 2_000 }, (_, value) => ({ labels: {}, value }))
  const text = await writeExposition([{ name: 'a', help: 'b', samples }])
  expect(hasYielded).toBe(true)
  expect(text.split('\n')).toHaveLength(2_003)
})

test('a name that is no proper text still makes a line', async () => {
  const samples = [{ labels: { name: '\ud800' }, value: 1 }]
  expect(await writeExposition([{ name: 'a', help: 'b\nc', samples }])).toBe(
    '# HELP a b\\nc\n# TYPE a gauge\na{name="\ufffd"} 1\n',
  )
})
