import fc from 'fast-check'
import { errorStatus } from '#lib/contract/errors.ts'
import { apiPaths } from '#lib/contract/paths.ts'
import type { KnownValues } from './schema-values.ts'

/** Nothing but records is ever written to them, so that there is always something to read. */
const KEPT_TOPIC = 'kept'
const KEPT_GROUP = 'kept group/of "all"'
const PASSING = ['passing.1', 'passing_2', 'passing-3']
/** Not there at first, so that there is something to create. */
const NEW = Array.from({ length: 20 }, (_, index) => `new-${index}`)
const PASSING_GROUPS = ['', '..', 'passing \u{1f41f} #?%']
const SETTINGS = { 'retention.ms': '60000', 'cleanup.policy': 'compact', 'max.message.bytes': '900000' }

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
  name: { string: fc.constantFrom(...PASSING, ...NEW) },
  prefix: { string: fc.constantFrom('', 'passing', 'nowhere.') },
  topic: { string: fc.constantFrom(KEPT_TOPIC, ...PASSING) },
  group: { string: fc.constantFrom(KEPT_GROUP, ...PASSING_GROUPS) },
  groups: { string: fc.constantFrom(KEPT_GROUP, PASSING_GROUPS.join()) },
  // More would soon be too many for one broker.
  partitions: { integer: fc.integer({ min: 1, max: 4 }), string: fc.constantFrom('0', '0,1') },
  count: { integer: fc.integer({ min: 1, max: 6 }) },
  replicationFactor: { integer: fc.constantFrom(1, 1, 1, 2) },
  configs: { object: fc.constantFrom({}, {}, { 'cleanup.policy': 'compact' }) },
  set: { object: fc.constantFrom(...Object.entries(SETTINGS).map(([name, value]) => ({ [name]: value }))) },
  reset: { array: fc.constantFrom([], ['segment.bytes']) },
  data: { string: fc.constantFrom('1000', '1000', '', '{"a":[1]}') },
  state: { string: fc.constantFrom('Empty', 'stable') },
  filter: { string: fc.constantFrom('offset > 1', 'value.a == 1', "header('x') == '1'") },
  columns: { string: fc.constantFrom('offset,value', 'value') },
}

/** Makes what is there from the beginning, as anybody would. */
export async function prepareCluster(url: string): Promise<void> {
  const value = { format: 'json', data: '{"a":1}' }
  const records = Array.from({ length: 100 }, (_, index) => ({ key: value, value, partition: index % 2 }))
  await post(url, apiPaths.topics('own'), { name: KEPT_TOPIC, partitions: 2 })
  await post(url, apiPaths.messages('own', KEPT_TOPIC), { records })
  await commitKept(url, KEPT_GROUP)
  await restorePassing(url)
}

/** Makes the topics and commits again that requests have deleted, without which others have nothing to change. */
export async function restorePassing(url: string): Promise<void> {
  for (const name of PASSING) await post(url, apiPaths.topics('own'), { name, partitions: 2 }, [errorStatus.exists])
  for (const group of PASSING_GROUPS) await commitKept(url, group)
}

function commitKept(url: string, group: string): Promise<void> {
  const confirm = `?confirm=${encodeURIComponent(group)}`
  const body = { topics: [{ topic: KEPT_TOPIC }], to: { type: 'earliest' }, dryRun: false }
  return post(url, apiPaths.groupOffsets('own', group) + confirm, body)
}

async function post(url: string, path: string, body: unknown, alsoRight: readonly number[] = []): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await response.text()
  if (!response.ok && !alsoRight.includes(response.status)) throw new Error(`${path}: ${text}`)
}
