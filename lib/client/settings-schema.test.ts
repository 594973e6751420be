import { expect, test } from 'vitest'
import { defaultSettings, parseSettings } from './settings-schema.ts'

test.each([
  ['nothing stored', null, {}],
  ['no JSON', '{', {}],
  ['no object', '[1]', {}],
  ['one field wrong', '{"theme":"pink","density":"compact"}', { density: 'compact' }],
  ['a pace that is not offered', '{"paceSeconds":1}', {}],
  ['how times are shown', '{"timeZone":"utc","timeStyle":"ago","liveRows":500}', { timeZone: 'utc', liveRows: 500 }],
  ['columns of a table', '{"columns":{"topics":{"id":true}}}', { columns: { topics: { id: true } } }],
  ['columns that are not what they should be', '{"columns":{"topics":"all"}}', {}],
])('%s', (_name, stored, expected) => {
  expect(parseSettings(stored)).toEqual({ ...defaultSettings, ...expected })
})
