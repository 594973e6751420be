import { expect, test } from 'vitest'
import { readFigures, renderSection, renderTable, replaceSection } from './report.ts'

const figures = [
  { what: 'start', budget: 25, measured: 12.345, unit: 's' },
  { what: 'memory', budget: 900, measured: 1234.4, unit: 'MB' },
  { what: 'requests', budget: null, measured: 13, unit: '' },
]
const RESULTS = '# Results\n\nIntroduction.\n'

test('a missed budget is called missed, and none where nothing is promised', () => {
  const section = renderSection('start', 'A machine.', figures)
  expect(section).toContain('| start | 12 s | 25 s | holds |')
  expect(section).toContain('| memory | 1,234 MB | 900 MB | **missed** |')
  expect(section).toContain('| requests | 13  |  |  |')
})

test('a section replaces its own earlier one and leaves the others as they are', () => {
  const other = renderSection('other', 'Another machine.', figures)
  const once = replaceSection(replaceSection(RESULTS, 'start', 'old\n'), 'start', renderSection('start', 'M.', figures))
  const both = replaceSection(once, 'other', other)
  const again = replaceSection(both, 'start', renderSection('start', 'New.', figures))
  expect(again.match(/^## /gm)).toHaveLength(2)
  expect(again).toContain('New.')
  expect(again).not.toContain('M.\n')
  expect(again).toContain(other)
})

test('the last run is read back, and shown beside the new one', () => {
  const results = replaceSection(RESULTS, 'start', renderSection('start', 'M.', figures))
  const last = readFigures(results, 'start')
  expect(last.get('memory')).toBe('1,234 MB')
  expect(readFigures(results, 'other').size).toBe(0)
  const table = renderTable([{ what: 'memory', budget: 900, measured: 950, unit: 'MB' }], last)
  expect(table).toMatch(/memory +950 MB +budget 900 MB +last 1,234 MB +MISSED/)
})
