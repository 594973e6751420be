import { describe, expect, test } from 'vitest'
import type { DescribedConfigs } from '#lib/kafka/protocol/describe-configs.ts'
import { buildCatalog } from '#lib/monitor/snapshot/catalog.ts'
import { topic } from '#lib/monitor/testing/snapshots.ts'
import { ConfigWatch } from './config-watch.ts'

const NOW_MS = 1_000

/** Brokers that tell a retention of 1, 2, 3 ms and so on, more with every question. */
function watchTopics(...names: string[]) {
  const asked: (readonly string[])[] = []
  let nowMs = NOW_MS
  let release = () => {}
  let held: Promise<void> | null = null
  const watch = new ConfigWatch(
    async (topics) => {
      const count = asked.push(topics)
      const isHeld = held
      held = null
      await isHeld
      return topics.map((name) => describedConfigs(name, count))
    },
    () => nowMs++,
  )
  const hold = () => {
    held = new Promise((resolve) => {
      release = resolve
    })
  }
  const catalog = buildCatalog(
    names.map((name) => topic(name, [])),
    null,
    0,
  )
  const retentions = () => [...watch.columns(catalog).retentionsMs]
  return { watch, catalog, asked, retentions, hold, release: () => release() }
}

function describedConfigs(name: string, retentionMs: number): DescribedConfigs {
  const base = { readOnly: false, source: 'default', sensitive: false, type: 'long', documentation: null } as const
  const configs = [{ name: 'retention.ms', value: String(retentionMs), synonyms: [], ...base }]
  return { name, kind: 'topic', errorCode: 0, errorMessage: null, configs }
}

describe('settings of topics', () => {
  test('that have just come are asked for alone', async () => {
    const { watch, catalog, asked, retentions } = watchTopics('a', 'b')
    await watch.refreshAll(catalog)
    const later = buildCatalog([topic('a', []), topic('b', []), topic('c', [])], catalog, NOW_MS)
    expect(watch.unknownTopics(later)).toEqual(['c'])
    await watch.refreshSome(watch.unknownTopics(later))
    expect(asked).toEqual([['a', 'b'], ['c']])
    expect(watch.unknownTopics(later)).toEqual([])
    expect(retentions()).toEqual([1, 1])
  })

  test('that were created again under their name are requested again', async () => {
    const { watch, catalog } = watchTopics('a')
    await watch.refreshAll(catalog)
    const recreated = buildCatalog([topic('a', [], { topicId: 'another' })], catalog, NOW_MS + 100)
    expect(watch.unknownTopics(recreated)).toEqual(['a'])
    expect([...watch.columns(recreated).retentionsMs]).toEqual([Number.NaN])
  })

  test('learnt while a round was under way are not replaced by what it brings', async () => {
    const { watch, catalog, retentions, hold, release } = watchTopics('a', 'b')
    hold()
    const round = watch.refreshAll(catalog)
    await watch.refreshSome(['b'])
    release()
    await round
    expect(retentions()).toEqual([1, 2])
  })
})
