import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const sources = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'))
const requests = sources.flatMap((source) => {
  const name = /^ {2}name: '(\w+)',$/m.exec(source)?.[1]
  return name === undefined ? [] : [{ name, source }]
})

test.each(requests)('the grammar of $name stands above its codec, request and response', ({ name, source }) => {
  expect(source).toMatch(new RegExp(`^ {2}${name} Request\\b.*\\(\\d`, 'm'))
  expect(source).toMatch(new RegExp(`^ {2}${name} (Request and )?Response\\b.*\\(\\d`, 'm'))
})
