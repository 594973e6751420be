import { expect, test } from 'vitest'
import { nodeFlags, nodeWarning } from './node-flags.mjs'

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

test('a Node that computes wrongly is announced: what, the consequence, and what to do', () => {
  expect(nodeWarning('24.22.3')).toBeNull()
  expect(nodeWarning('26.10.0')).toMatch(/26\.10\.0 computes wrongly .* with --no-maglev: .* slower\. Node 24 /)
})
