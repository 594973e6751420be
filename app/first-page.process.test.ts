import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

// What a browser loads before the overview works, as Next's manifests say. They need a build, which `npm test` has made.

const BUILD = join(import.meta.dirname, '..', '.next')
const PAGE = '/clusters/[c]/page'
const LAYOUTS_AND_PAGE = ['app/layout', 'app/clusters/[c]/layout', 'app/clusters/[c]/page']
const MAX_BYTES = 250_000

interface PageManifest {
  readonly entryJSFiles: Readonly<Record<string, readonly string[]>>
}

function pageManifest(): PageManifest {
  const globals: { __RSC_MANIFEST?: Record<string, PageManifest> } = {}
  const source = readFileSync(join(BUILD, 'server', 'app', `${PAGE}_client-reference-manifest.js`), 'utf8')
  runInNewContext(source, { globalThis: globals })
  const manifest = globals.__RSC_MANIFEST?.[PAGE]
  if (!manifest) throw new Error(`Next's manifest has no ${PAGE}.`)
  return manifest
}

test('the first page needs at most 250 KB of JavaScript, compressed', () => {
  const { entryJSFiles } = pageManifest()
  const { rootMainFiles } = JSON.parse(readFileSync(join(BUILD, 'build-manifest.json'), 'utf8'))
  const own = LAYOUTS_AND_PAGE.flatMap((name) => entryJSFiles[`[project]/${name}`] ?? [])
  expect(own.length).toBeGreaterThan(0)
  const sizes = new Map(
    [...rootMainFiles, ...own].map((file) => [file, gzipSync(readFileSync(join(BUILD, file))).length] as const),
  )
  const bytes = sizes.values().reduce((sum, size) => sum + size, 0)
  expect(bytes, [...sizes].map(([file, size]) => `${size} ${file}`).join('\n')).toBeLessThan(MAX_BYTES)
})
