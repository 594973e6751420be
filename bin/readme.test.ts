import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { help } from './launcher/options.mjs'

const readme = readFileSync('README.md', 'utf8')
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))

const TOP = /^(?:app|bench|bin|components|demo|e2e|lib)\b|^[\w.]+\.(?:json|md|example)$/

function quoted(): string[] {
  return [...readme.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text)
}

describe('the README', () => {
  test('names only paths that exist', () => {
    const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = '']) => path)
    const paths = [...quoted().filter((text) => TOP.test(text) && !text.includes(' ')), ...links]
    expect(paths.length).toBeGreaterThan(25)
    expect(paths.filter((path) => !existsSync(path))).toEqual([])
  })

  test('names only scripts that exist', () => {
    const names = quoted().flatMap((text) => /^npm (?:run )?([\w:]+)/.exec(text)?.[1] ?? [])
    expect(names.length).toBeGreaterThan(5)
    expect(names.filter((name) => !(name in scripts))).toEqual([])
  })

  test('names only options that the launcher has', () => {
    const options = quoted().flatMap((text) => text.match(/--[a-z-]+/g) ?? [])
    expect(options.length).toBeGreaterThan(10)
    expect(options.filter((option) => !help.includes(option))).toEqual([])
  })

  test('names the folder that the jars of the embedded Kafka are in', () => {
    const version = /<kafka\.version>([^<]+)</.exec(readFileSync('demo/pom.xml', 'utf8'))?.[1]
    expect(readme).toContain(`java -cp '.highwater/kafka-${version}/*' `)
  })
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
