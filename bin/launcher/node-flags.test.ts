import { expect, test } from 'vitest'
import { chooseNode, nodeFlags, nodeWarning } from './node-flags.mjs'

// Tried: 20.20.2, 24.18.1, 24.22.3 and 25.9.0 compute correctly; 26.8.2, 26.10.0 and 26.12.1 only with the flag.
test.each([
  ['24.22.3', []],
  ['25.9.0', []],
  ['26.8.2', ['--no-maglev']],
  ['26.10.0', ['--no-maglev']],
  ['27.0.0', ['--no-maglev']],
])('Node %s is run with %j', (version, flags) => {
  expect(nodeFlags(version)).toEqual(flags)
})

test.each([
  [{ packaged: '24.22.3', own: '20.20.2' }, 'packaged'],
  [{ packaged: '24.22.3', own: '25.9.0' }, 'packaged'],
  [{ packaged: '26.10.0', own: '20.20.2' }, 'packaged'],
  [{ packaged: '26.10.0', own: '26.12.1' }, 'packaged'],
  [{ packaged: '26.10.0', own: '24.22.3' }, 'own'],
  [{ packaged: null, own: '24.22.3' }, 'own'],
  [{ packaged: null, own: '20.20.2' }, null],
] as const)('of %j the %s one is taken', (versions, choice) => {
  expect(chooseNode(versions)).toBe(choice)
})

test('a Node that computes wrongly is announced: what, the consequence, and what to do', () => {
  expect(nodeWarning('24.22.3')).toBeNull()
  expect(nodeWarning('26.10.0')).toMatch(/26\.10\.0 computes wrongly .* with --no-maglev: .* slower\. Install Node 24/)
})
