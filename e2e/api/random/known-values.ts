import fc from 'fast-check'
import { apiPaths } from '#lib/contract/paths.ts'
import type { KnownValues } from './schema-values.ts'

/** Nothing but records is ever written to them, so that there is always something to read. */
const KEPT_TOPIC = 'kept'
const KEPT_GROUP = 'kept group/of "all"'
const PASSING = ['passing.1', 'passing_2', 'passing-3']
const PASSING_GROUPS = ['', '..', 'passing \u{1f41f} #?%']
const SETTINGS = { 'retention.ms': '60000', 'cleanup.policy': 'compact', 'max.message.bytes': '900000', 'no.such': 'x' }

/** By the name of a parameter or field, and its type; those of requests that change something begin with `change`. */
export const knownValues: KnownValues = {
  c: { string: fc.constantFrom('own', 'own', 'own', 'own', 'own', 'own', 'own', 'dead', 'nowhere') },
  t: { string: fc.constantFrom(KEPT_TOPIC, KEPT_TOPIC, ...PASSING, 'nowhere') },
  'change t': { string: fc.constantFrom(...PASSING) },
  g: { string: fc.constantFrom(KEPT_GROUP, KEPT_GROUP, ...PASSING_GROUPS, 'nowhere') },
  'change g': { string: fc.constantFrom(...PASSING_GROUPS) },
  id: { string: fc.constantFrom('1', '1', '2') },
  partition: { string: fc.constantFrom('0', '1'), integer: fc.constantFrom(0, 1) },
  offset: { string: fc.constantFrom('0', '1', '2', '99') },
  name: { string: fc.constantFrom(...PASSING) },
  topic: { string: fc.constantFrom(KEPT_TOPIC, ...PASSING) },
  group: { string: fc.constantFrom(KEPT_GROUP, ...PASSING_GROUPS) },
  groups: { string: fc.constantFrom(KEPT_GROUP, PASSING_GROUPS.join()) },
  // More would soon be too many for one broker.
  partitions: { integer: fc.integer({ min: 1, max: 4 }), string: fc.constantFrom('0', '0,1') },
  count: { integer: fc.integer({ min: 1, max: 6 }) },
  replicationFactor: { integer: fc.constantFrom(1, 1, 1, 2) },
  configs: { object: fc.constantFrom({}, {}, { 'cleanup.policy': 'compact' }) },
  set: { object: fc.constantFrom({}, ...Object.entries(SETTINGS).map(([name, value]) => ({ [name]: value }))) },
  reset: { array: fc.constantFrom([], ['retention.ms'], ['no.such']) },
  data: { string: fc.constantFrom('1000', '1000', '', '{"a":[1]}') },
  state: { string: fc.constantFrom('Empty', 'stable') },
  filter: { string: fc.constantFrom('offset > 1', 'value.a == 1', "header('x') == '1'") },
  columns: { string: fc.constantFrom('offset,value', 'value') },
}

/** Makes what is there from the beginning, as anybody would. */
export async function prepareCluster(url: string): Promise<void> {
  const post = async (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
  }
  const value = { format: 'json', data: '{"a":1}' }
  const records = Array.from({ length: 100 }, (_, index) => ({ key: value, value, partition: index % 2 }))
  for (const name of [KEPT_TOPIC, ...PASSING]) await post(apiPaths.topics('own'), { name, partitions: 2 })
  await post(apiPaths.messages('own', KEPT_TOPIC), { records })
  for (const group of [KEPT_GROUP, ...PASSING_GROUPS]) {
    const confirm = `?confirm=${encodeURIComponent(group)}`
    const body = { topics: [{ topic: KEPT_TOPIC }], to: { type: 'earliest' }, dryRun: false }
    await post(apiPaths.groupOffsets('own', group) + confirm, body)
  }
}
