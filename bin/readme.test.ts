import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { help } from './launcher/options.mjs'
import { proofHelp } from './proof/options.mjs'

const read = (document: string) => readFileSync(document, 'utf8')
const { scripts } = JSON.parse(read('package.json'))

const TOP = /^(?:app|bench|bin|components|demo|e2e|lib)\b|^[\w.-]+\.(?:json|md|example)$/

function quoted(document: string): string[] {
  return [...read(document).matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text)
}

describe.each([
  { document: 'README.md', paths: 25, names: 5, options: 10 },
  { document: 'CONTRIBUTING.md', paths: 12, names: 12, options: 3 },
  { document: 'SECURITY.md', paths: 1, names: 2, options: 4 },
])('$document', ({ document, ...atLeast }) => {
  test('names only paths that exist', () => {
    const links = [...read(document).matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path)
    const paths = [...quoted(document).filter((text) => TOP.test(text) && !text.includes(' ')), ...links]
    expect(paths.length).toBeGreaterThan(atLeast.paths)
    expect(paths.filter((path) => !existsSync(path))).toEqual([])
  })

  test('names only scripts that exist', () => {
    const names = quoted(document).flatMap((text) => /^npm (?:run )?([\w:]+)/.exec(text)?.[1] ?? [])
    expect(names.length).toBeGreaterThan(atLeast.names)
    expect(names.filter((name) => !(name in scripts))).toEqual([])
  })

  test('names only options that the launcher or the proof has', () => {
    const options = quoted(document).flatMap((text) => text.match(/--[a-z-]+/g) ?? [])
    expect(options.length).toBeGreaterThan(atLeast.options)
    expect(options.filter((option) => !help.includes(option) && !proofHelp.includes(option))).toEqual([])
  })
})

test('the README names the folder that the jars of the embedded Kafka are in', () => {
  const version = /<kafka\.version>([^<]+)</.exec(read('demo/pom.xml'))?.[1]
  expect(read('README.md')).toContain(`java -cp '.highwater/kafka-${version}/*' `)
})

test('every variable of .env.example is read somewhere', () => {
  const variables = readFileSync('.env.example', 'utf8').match(/HIGHWATER_\w+/g) ?? []
  const sources = ['bin', 'lib', 'e2e'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:ts|mjs)$/.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  )
  expect(variables.length).toBeGreaterThan(5)
  // Of a secret, the form with _FILE is made of the other.
  const isRead = (name: string) => sources.some((source) => source.includes(name.replace(/_FILE$/, '')))
  expect(variables.filter((name) => !isRead(name))).toEqual([])
})
