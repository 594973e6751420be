import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { prepareDataFolder } from './data-folder.mjs'
import { Refusal } from './options.mjs'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'highwater-data-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const prepare = (data: string) => () => prepareDataFolder(data, join(data, 'logs'))

test('a folder that can be written is made, with room for logs and nothing else in it', () => {
  const data = join(folder, 'new', 'data')
  prepare(data)()
  expect(readdirSync(data)).toEqual(['logs'])
})

test('a full disk is a sentence', () => {
  symlinkSync('/dev/full', join(folder, '.probe'))
  expect(prepare(folder)).toThrow(Refusal)
  symlinkSync('/dev/full', join(folder, '.probe'))
  expect(prepare(folder)).toThrow(
    `Nothing can be written into the data folder ${folder}: the disk is full. Free some space, or choose another folder: npm start -- --data DIR`,
  )
  expect(existsSync(join(folder, '.probe'))).toBe(false)
})

test('so is a file in the place of the folder, and a file system that takes nothing', () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  expect(prepare(file)).toThrow('it is, or lies in, a file. Move that away, or choose')
  expect(prepare('/sys/highwater')).toThrow(
    /Nothing can be written into the data folder \/sys\/highwater: .*--data DIR/,
  )
})
