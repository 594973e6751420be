import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const NATIVE = /<(?:select|option|datalist)\b|\btype=\{?["'`](?:datetime-local|date|time|month|week)["'`]/g

test('no select, suggestion list or date of the browser is left, as each looks and behaves in a way of its own', () => {
  const found = globSync('{app,components}/**/*.tsx', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(NATIVE)].map(([text]) => `${file}: ${text}`),
  )
  expect(found).toEqual([])
})

test.each(['<select {...props} />', '<datalist id={id}>', 'type="datetime-local"', "type={'date'}"])(
  '%s is recognised',
  (source) => {
    expect(source.match(NATIVE)).toHaveLength(1)
  },
)
