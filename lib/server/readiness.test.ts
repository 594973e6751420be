import { expect, test } from 'vitest'
import type { Snapshot } from '#lib/monitor/snapshot/snapshot.ts'
import { assertReady, untriedClusters } from './readiness.ts'

const failure = { code: 'unreachable' as const, message: 'Cannot reach it.' }
// Only that there is one is asked.
const snapshot = {} as Snapshot

function cluster(name: string, state: { snapshot?: Snapshot; failure?: typeof failure } = {}, problem?: object) {
  return { name, problem, monitor: { state: { snapshot: null, failure: null, ...state } } }
}

test('a cluster is tried once it was reached, or once that failed, or if nothing can be tried', () => {
  const tried = [cluster('up', { snapshot }), cluster('down', { failure }), cluster('wrong', {}, { message: 'no' })]
  expect(untriedClusters([...tried, cluster('new')])).toEqual(['new'])
})

test('the server is ready once all were tried, and stays so when another is configured', () => {
  expect(() => assertReady([cluster('up', { snapshot }), cluster('new')])).toThrow('Not tried yet: new.')
  assertReady([cluster('up', { snapshot }), cluster('new', { failure })])
  expect(() => assertReady([cluster('up', { snapshot }), cluster('added later')])).not.toThrow()
})
