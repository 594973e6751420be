import { describe, expect, test, vi } from 'vitest'
import { configItemSchema, configPlanSchema } from '#lib/contract/configs.ts'
import { mergeConfigs } from '#lib/kafka/admin/configs.ts'
import type { ConfigEntry } from '#lib/kafka/protocol/describe-configs.ts'
import { changeConfigs, describeConfig, listConfigs, planChanges } from './configs.ts'

function entry(name: string, value: string | null, facts: Partial<ConfigEntry> = {}): ConfigEntry {
  const base = { readOnly: false, source: 'default', sensitive: false, type: 'long', documentation: null } as const
  return { name, value, ...base, synonyms: [{ name: `log.${name}`, value, source: 'default' }], ...facts }
}

const inherited = entry('segment.ms', '604800000')
const own = entry('retention.ms', '60000', {
  source: 'topic',
  synonyms: [
    { name: 'retention.ms', value: '60000', source: 'topic' },
    { name: 'log.retention.ms', value: '86400000', source: 'static-broker' },
  ],
})
const secret = entry('ssl.key', 'canary', { sensitive: true })
const fixed = entry('node.id', '1', { readOnly: true })
const resource = { kind: 'topic', name: 't' } as const

function monitor(entries: readonly ConfigEntry[] = [inherited, own, secret, fixed]) {
  const call = vi.fn(async (verb: string) => (verb === 'readConfigs' ? entries : { isIncremental: true }))
  // A stand-in for the one method that is used, whose types depend on the verb.
  return { call, state: { snapshot: null, failure: null } } as unknown as Parameters<typeof listConfigs>[0] & {
    call: typeof call
  }
}

describe('a setting', () => {
  test('that is set here says what would count without it', () => {
    expect(describeConfig('topic', own)).toMatchObject({ value: '60000', default: '86400000', source: 'topic' })
    expect(describeConfig('topic', inherited)).toMatchObject({ value: '604800000', default: '604800000' })
  })

  test('that is secret shows neither value nor default', () => {
    expect(JSON.stringify(describeConfig('broker', secret))).not.toContain('canary')
  })

  test('list in the form of every list, by name', async () => {
    const reply = await listConfigs(monitor(), resource)
    expect(reply.items.map(({ name }) => name)).toEqual(['node.id', 'retention.ms', 'segment.ms', 'ssl.key'])
    for (const item of reply.items) configItemSchema.parse(item)
    expect(reply).toMatchObject({ total: 4, page: 1, warnings: [] })
  })
})

describe('a change', () => {
  test('names what was and what comes, and asks for these keys alone', async () => {
    const target = monitor()
    const plan = await changeConfigs(target, resource, {
      set: { 'segment.ms': '1000' },
      reset: ['retention.ms'],
      dryRun: false,
    })
    expect(configPlanSchema.parse(plan)).toEqual({
      changes: [
        { name: 'segment.ms', before: '604800000', after: '1000', effect: 'value' },
        { name: 'retention.ms', before: '60000', after: '86400000', effect: 'value' },
      ],
      applied: true,
      incremental: true,
    })
    expect(target.call).toHaveBeenLastCalledWith('changeConfigs', {
      resource,
      changes: [
        ['segment.ms', '1000'],
        ['retention.ms', null],
      ],
      validateOnly: false,
    })
  })

  test.each([
    ['override', '86400000', 'none'],
    ['override', null, 'default'],
    ['default', '604800000', 'override'],
    ['default', null, 'none'],
  ])('to the value that counts already, as %s, tells a new source from no change', (source, value, effect) => {
    const current = source === 'override' ? { ...own, value: '86400000' } : inherited
    expect(planChanges('topic', [current], [[current.name, value]])).toMatchObject([{ effect }])
  })

  test.each([
    [{ set: { nonsense: '1' }, reset: [] }, 'There is no config "nonsense".'],
    [{ set: { 'node.id': '2' }, reset: [] }, 'cannot be changed'],
    [{ set: { 'segment.ms': '1' }, reset: ['segment.ms'] }, 'either be set or be reset'],
    [{ set: {}, reset: [] }, 'at least one'],
  ])('%j is refused before anything is sent', async (change, message) => {
    const target = monitor()
    await expect(changeConfigs(target, resource, { ...change, dryRun: false })).rejects.toThrow(message)
    expect(target.call).not.toHaveBeenCalledWith('changeConfigs', expect.anything())
  })
})

describe('for brokers that can only replace everything', () => {
  test('what is set stays, with the change in it; what is inherited is not written down', () => {
    const merged = mergeConfigs(resource, [inherited, own], new Map([['cleanup.policy', 'compact']]))
    expect([...merged]).toEqual([
      ['retention.ms', '60000'],
      ['cleanup.policy', 'compact'],
    ])
    expect([...mergeConfigs(resource, [own], new Map([['retention.ms', null]]))]).toEqual([])
  })

  test('a secret that would be lost is a reason not to do it', () => {
    const hidden = entry('x', null, { source: 'topic', sensitive: true })
    expect(() => mergeConfigs(resource, [hidden], new Map([['a', '1']]))).toThrow(
      'This broker can only replace the whole configuration, and the value of x is sensitive and cannot be sent again.',
    )
  })
})
