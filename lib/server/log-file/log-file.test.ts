import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogFile } from './log-file.ts'

let folder = ''
let path = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'highwater-log-'))
  path = join(folder, 'dashboard.log')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const text = (name = 'dashboard.log') => readFileSync(join(folder, name), 'utf8')

test('lines follow those that are there, in a folder that is made', () => {
  writeFileSync(path, 'before\n')
  const log = new LogFile(path)
  log.write('one\n')
  log.write(Buffer.from('two\n'))
  expect(text()).toBe('before\none\ntwo\n')
  expect(log.check()).toBeNull()
  path = join(folder, 'new', 'dashboard.log')
  new LogFile(path).write('deep\n')
  expect(readFileSync(path, 'utf8')).toBe('deep\n')
})

test('a file of the largest size is put aside, and the oldest of four is thrown away', () => {
  const log = new LogFile(path, 10)
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) log.write(`${name.repeat(7)}\n`)
  expect(readdirSync(folder).sort()).toEqual(['dashboard.log', 'dashboard.log.1', 'dashboard.log.2', 'dashboard.log.3'])
  expect([text(), text('dashboard.log.1'), text('dashboard.log.3')]).toEqual(['fffffff\n', 'eeeeeee\n', 'ccccccc\n'])
})

test('the size counts what was there before', () => {
  writeFileSync(path, '12345678\n')
  new LogFile(path, 10).write('next\n')
  expect([text(), text('dashboard.log.1')]).toEqual(['next\n', '12345678\n'])
})

test.each([
  ['deleted', () => rmSync(path)],
  ['moved', () => renameSync(path, join(folder, 'elsewhere'))],
])('a file that was %s is made again', (_how, remove) => {
  const log = new LogFile(path)
  log.write('before\n')
  remove()
  log.write('after\n')
  expect(text()).toBe('after\n')
  expect(log.check()).toBeNull()
})

test('what a full disk does not take is counted and dropped, and said once there is room again', () => {
  symlinkSync('/dev/full', path)
  const log = new LogFile(path)
  for (let line = 0; line < 3; line++) log.write('lost\n')
  expect(log.check()).toEqual({ code: 'ENOSPC', lost: 3 })
  rmSync(path)
  expect(log.check()).toBeNull()
  log.write('written\n')
  const [, report = '', next] = text().split('\n')
  expect(JSON.parse(report)).toMatchObject({ code: 'ENOSPC', lost: 3, msg: 'lines of this log were lost' })
  expect(next).toBe('written')
})

test('a place that cannot be a file throws nothing', () => {
  const log = new LogFile(join('/dev/null', 'dashboard.log'))
  log.write('lost\n')
  expect(log.check()).toMatchObject({ lost: 1 })
})
