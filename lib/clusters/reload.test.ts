import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { planReload } from './reload.ts'
import { SourceWatch } from './source-watch.ts'
import { makeFolder, readIn, writeIn } from './testing/folders.ts'

const written = (fields: string) => {
  const folder = makeFolder({ 'highwater.yaml': `clusters:\n  - ${fields.replaceAll('\n', '\n    ')}\n` })
  return readIn(folder, { HIGHWATER_CONFIG: 'highwater.yaml' }).clusters
}
const running = (fields: string) => written(fields).map((cluster) => ({ ...cluster, outdated: null }))

describe('what is done when the configuration has changed', () => {
  test.each([
    ['nothing', 'id: a\nbrokers: a', 'id: a\nbrokers: a', 'keep'],
    ['its name', 'id: a\nbrokers: a', 'id: a\nbrokers: a\nname: New', 'keep'],
    ['its brokers', 'id: a\nbrokers: a', 'id: a\nbrokers: b', 'reconnect'],
    [
      'its password',
      'id: a\nbrokers: a\nssh: {host: h, password: a}',
      'id: a\nbrokers: a\nssh: {host: h, password: b}',
      'reconnect',
    ],
    ['the polling interval', 'id: a\nbrokers: a', 'id: a\nbrokers: a\nintervals: {idle: 1m}', 'start'],
    ['its id', 'id: a\nbrokers: a', 'id: b\nbrokers: a', 'start'],
    ['what was wrong with it', 'id: a\nbrokers: "a:x"', 'id: a\nbrokers: a', 'start'],
  ])('where it is %s', (_, before, after, action) => {
    const next = written(after)
    expect(planReload(running(before), next)).toEqual([{ cluster: { ...next[0], outdated: null }, action }])
  })

  test('one that is wrong now goes on as it was, and says so', () => {
    const before = running('id: a\nbrokers: a')
    const [planned] = planReload(before, written('id: a\nbrokers: "a:x"'))
    expect(planned).toMatchObject({ action: 'keep', cluster: { ...before[0], outdated: { message: /./ } } })
    expect(planned?.cluster.outdated?.message).toContain('"a:x" is not a broker address')
  })
})

test('a right that is taken away is gone, whatever else is wrong with what is written', () => {
  const next = written('id: a\nbrokers: "a:x"\nreadOnly: true')
  expect(planReload(running('id: a\nbrokers: a'), next)).toMatchObject([{ cluster: { readOnly: true } }])
  const back = written('id: a\nbrokers: "a:x"')
  expect(planReload(running('id: a\nbrokers: a\nreadOnly: true'), back)).toMatchObject([
    { cluster: { readOnly: true } },
  ])
})

describe('the files that a configuration is made of', () => {
  const yaml =
    'clusters:\n  - brokers: a\n    sasl: {mechanism: plain, username: u, password: {file: secret}}\n    tls: {ca: ca.pem}\n'

  test.each([
    ['the file itself', 'highwater.yaml', (folder: string) => writeIn(folder, 'highwater.yaml', `${yaml}\n`)],
    ['a secret', 'secret', (folder: string) => writeIn(folder, 'secret', 'another')],
    ['a store', 'ca.pem', (folder: string) => rmSync(join(folder, 'ca.pem'))],
  ])('are seen to change: %s', (_, name, change) => {
    const folder = makeFolder({ 'highwater.yaml': yaml, secret: 'fake' })
    const { stamps } = readIn(folder, { HIGHWATER_CONFIG: 'highwater.yaml' })
    expect([...stamps.keys()]).toContain(join(folder, name))
    expect(countChanges(stamps, () => {})).toBe(0)
    expect(countChanges(stamps, () => change(folder))).toBe(1)
  })

  test('are seen to appear', () => {
    const folder = makeFolder({ 'highwater.yaml': yaml })
    const { stamps } = readIn(folder, { HIGHWATER_CONFIG: 'highwater.yaml' })
    expect(countChanges(stamps, () => writeIn(folder, 'secret', 'fake'))).toBe(1)
  })
})

function countChanges(stamps: ReadonlyMap<string, string>, change: () => void): number {
  let changes = 0
  const watch = new SourceWatch(() => {
    changes++
  })
  watch.watch(stamps)
  change()
  watch.check()
  // It is reported once, however often the configuration is read.
  watch.check()
  watch.close()
  watch.check()
  return changes
}
