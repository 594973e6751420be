import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

const FOLDERS = ['app', 'bench', 'bin', 'components', 'demo', 'e2e', 'lib']
/** Static, dynamic and type imports, re-exports, and modules of workers. */
const IMPORT = /(?:\bfrom|\bimport|\bimport\(|new URL\()\s*['"]([#.][^'"\n]+)['"]/g

type Imports = ReadonlyMap<string, readonly string[]>

function readTree(): Imports {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  ).filter((file) => /\.(?:tsx?|mjs)$/.test(file))
  return new Map(files.map((file) => [file, importsOf(file, readFileSync(file, 'utf8'))]))
}

function importsOf(file: string, source: string): string[] {
  return [...source.matchAll(IMPORT)].map(([, specifier = '']) =>
    specifier.startsWith('#') ? specifier.slice(1) : normalize(join(dirname(file), specifier)),
  )
}

/** The first circle of imports, as the files along it; null: there is none. */
function findCircle(imports: Imports): string[] | null {
  const finished = new Set<string>()
  const visit = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (finished.has(file)) return null
    for (const imported of imports.get(file) ?? []) {
      const circle = visit(imported, [...path, file])
      if (circle) return circle
    }
    finished.add(file)
    return null
  }
  for (const file of imports.keys()) {
    const circle = visit(file, [])
    if (circle) return circle
  }
  return null
}

describe('imports, those of types included', () => {
  test('form no circle', () => {
    const imports = readTree()
    expect(imports.get('lib/monitor/worker.ts')).toContain('lib/monitor/poll/poller.ts')
    expect(findCircle(imports)?.join(' -> ') ?? 'no circle').toBe('no circle')
  })

  test('are read in every form', () => {
    const source = [
      "import type { A } from './a.ts'",
      "import {\n  type B,\n} from '#lib/b.ts'",
      "import './c.ts'",
      "export * from './d.ts'",
      "const e = await import('./e.ts')",
      "type F = typeof import('./f.ts')",
      "new Worker(new URL('./g.ts', import.meta.url))",
    ].join('\n')
    expect(importsOf('app/x.ts', source)).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => (name === 'b' ? 'lib/b.ts' : `app/${name}.ts`)),
    )
  })

  test('that form a circle are named in their order', () => {
    const imports = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['d']],
      ['d', ['b']],
    ])
    expect(findCircle(imports)).toEqual(['b', 'c', 'd', 'b'])
  })
})
