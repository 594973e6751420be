import { expect, test } from 'vitest'
import { defaultSettings, parseSettings } from './settings-schema.ts'

test.each([
  ['nothing stored', null, {}],
  ['no JSON', '{', {}],
  ['no object', '[1]', {}],
  ['one field wrong', '{"theme":"pink","density":"compact"}', { density: 'compact' }],
  ['a pace that is not offered', '{"paceSeconds":1}', {}],
  ['how times are shown', '{"timeZone":"utc","timeStyle":"ago","liveRows":500}', { timeZone: 'utc', liveRows: 500 }],
  [
    'how a table is arranged',
    '{"tables":{"topics":{"order":["size","rate"],"shown":{"id":true},"widths":{"size":120}}}}',
    { tables: { topics: { order: ['size', 'rate'], shown: { id: true }, widths: { size: 120 } } } },
  ],
  [
    'of an arrangement that is partly wrong, the rest',
    '{"tables":{"topics":{"order":["size",1],"shown":{"id":"yes"},"widths":{"size":"wide","rate":-1,"lag":90}}}}',
    { tables: { topics: { order: ['size'], shown: {}, widths: { lag: 90 } } } },
  ],
  [
    'the tour of the embedded cluster',
    '{"tourDone":["topic",7],"isTourDismissed":true}',
    { tourDone: ['topic'], isTourDismissed: true },
  ],
  ['a tour that is not what it should be', '{"tourDone":"all","isTourDismissed":"yes"}', {}],
  ['tables that are not what they should be', '{"tables":["topics"]}', {}],
  ['a time zone by name', '{"timeZone":"Europe/Berlin"}', { timeZone: 'Europe/Berlin' }],
  ['a time zone that does not exist', '{"timeZone":"Europe/Nowhere"}', {}],
])('%s', (_name, stored, expected) => {
  expect(parseSettings(stored)).toEqual({ ...defaultSettings, ...expected })
})
