import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { withLayers } from './layers.ts'

const forbidden: [path: string, specifier: string, reason: string][] = [
  ['components/topics/a.tsx', '#lib/kafka/admin/topics.ts', 'hook of #lib/client'],
  ['components/topics/b.tsx', '#components/brokers/brokers-view.tsx', 'Features do not import each other'],
  ['components/shared/a.tsx', '#components/topics/topics-view.tsx', 'below the features'],
  ['components/unheard-of/a.tsx', '#lib/kafka/admin/topics.ts', 'hook of #lib/client'],
  ['components/unheard-of/b.tsx', '#components/topics/topics-view.tsx', 'Features do not import each other'],
  ['components/topics/e.tsx', 'swr', 'hook of #lib/client'],
  ['lib/unheard-of/a.ts', 'kafkajs', 'Only lib/kafka/transport and demo'],
  ['components/ui/a.tsx', '#lib/format/number.ts', 'know nothing of Kafka'],
  ['app/clusters/[c]/page.tsx', '#lib/monitor/queries/topics/topics.ts', 'runs in the browser'],
  ['app/api/a/route.ts', '#components/ui/button.tsx', 'runs on the server'],
  ['lib/client/use-a.ts', '#lib/server/log.ts', 'runs in the browser'],
  ['lib/contract/a.ts', '#lib/format/number.ts', 'only #lib/contract'],
  ['lib/kafka/admin/a.ts', 'next/headers', 'must run without Next'],
  ['lib/kafka/admin/b.ts', '#lib/monitor/monitor.ts', 'stands above'],
  ['lib/kafka/connection/a.ts', 'kafkajs/src/network/connection.js', 'Only lib/kafka/transport and demo'],
  ['lib/decode/a.ts', '#lib/kafka/protocol/api.ts', 'stands above'],
  ['lib/bytes/a.ts', '#lib/kafka/failure.ts', 'stands above'],
  ['lib/monitor/a.ts', 'kafkajs', 'Only lib/kafka/transport and demo'],
  ['lib/monitor/b.ts', 'kafkajs/src/cluster', 'Only lib/kafka/transport and demo'],
  ['lib/monitor/snapshot/a.ts', '#lib/monitor/lag/trend.ts', 'below the calculations'],
  ['lib/monitor/snapshot/b.ts', '#lib/monitor/poll/tier.ts', 'Polling runs in the worker'],
  ['lib/monitor/snapshot/c.ts', '#lib/monitor/operations/operations.ts', 'Operations run in the worker'],
  ['lib/monitor/snapshot/d.ts', '#lib/monitor/queries/health.ts', 'Queries run on the main thread'],
  ['lib/monitor/snapshot/e.ts', '#lib/monitor/monitor.ts', 'stand above their rooms'],
  ['lib/monitor/lag/a.ts', '#lib/monitor/poll/groups/group-watch.ts', 'Polling runs in the worker'],
  ['lib/monitor/lag/b.ts', '#lib/monitor/operations/group-members.ts', 'Operations run in the worker'],
  ['lib/monitor/lag/history/a.ts', '#lib/monitor/queries/groups/groups.ts', 'Queries run on the main thread'],
  ['lib/monitor/poll/a.ts', '#lib/monitor/operations/operations.ts', 'Operations run in the worker'],
  ['lib/monitor/poll/offsets/a.ts', '#lib/monitor/queries/health.ts', 'Queries run on the main thread'],
  ['lib/monitor/poll/b.ts', '#lib/monitor/testing/snapshots.ts', 'Only tests may use'],
  ['lib/monitor/operations/a.ts', '#lib/monitor/queries/clusters.ts', 'Queries run on the main thread'],
  ['lib/monitor/operations/b.ts', '#lib/monitor/worker-messages.ts', 'stand above their rooms'],
  ['lib/monitor/queries/a.ts', '#lib/monitor/poll/poller.ts', 'Polling runs in the worker'],
  ['lib/monitor/queries/topics/a.ts', '#lib/monitor/operations/truncation.ts', 'Operations run in the worker'],
  ['lib/monitor/queries/topics/b.ts', '#lib/server/log.ts', 'stands above'],
  ['lib/server/a.ts', '#demo/cluster.ts', 'process of its own'],
  ['lib/server/b.ts', '#lib/monitor/operations/operations.ts', 'Operations run in the worker'],
  ['lib/clusters/b.ts', '#lib/monitor/poll/tiers.ts', 'Polling runs in the worker'],
  ['app/api/c/route.ts', '#lib/monitor/poll/poller.ts', 'Polling runs in the worker'],
  ['lib/kafka/admin/c.ts', '#e2e/stream.ts', 'Only tests may use'],
  ['demo/a.ts', '#e2e/stream.ts', 'Only tests may use'],
  ['lib/clusters/a.ts', '../kafka/failure.ts', 'import by alias'],
  ['bin/launcher/a.mjs', '#lib/contract/paths.ts', 'before anything is installed'],
]

const allowed: [path: string, specifier: string][] = [
  ['components/topics/c.tsx', '#components/shared/facts.tsx'],
  ['components/topics/d.tsx', '#lib/client/use-topics.ts'],
  ['app/api/b/route.ts', '#lib/monitor/queries/topics/topics.ts'],
  ['lib/kafka/transport/a.ts', 'kafkajs/src/network/connection.js'],
  ['lib/decode/b.ts', '#lib/bytes/reader.ts'],
  ['lib/monitor/c.ts', '#lib/kafka/failure.ts'],
  ['lib/monitor/d.ts', '#lib/monitor/operations/operations.ts'],
  ['lib/monitor/snapshot/f.ts', '#lib/kafka/protocol/metadata.ts'],
  ['lib/monitor/lag/c.ts', '#lib/monitor/snapshot/columns.ts'],
  ['lib/monitor/poll/c.ts', '#lib/monitor/lag/group-lag.ts'],
  ['lib/monitor/operations/c.ts', '#lib/monitor/poll/poller.ts'],
  ['lib/monitor/queries/c.ts', '#lib/monitor/monitor.ts'],
  ['lib/monitor/queries/d.test.ts', '#lib/monitor/testing/snapshots.ts'],
  ['demo/workloads/a.ts', 'kafkajs'],
  ['lib/monitor/a.test.ts', 'kafkajs'],
]

/** What Biome says of a tree of files with one import each, under the rules of this project. */
function lintTree(files: readonly (readonly [path: string, specifier: string, ...unknown[]])[]): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-layers-'))
  try {
    copyFileSync('biome.json', join(folder, 'biome.json'))
    for (const [path, specifier] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), `import '${specifier}'\n`)
    }
    const biome = join(process.cwd(), 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
    const args = [biome, 'lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', '--reporter=json', '.']
    const { stdout } = spawnSync(process.execPath, [...args, '--max-diagnostics=none'], {
      cwd: folder,
      encoding: 'utf8',
    })
    const { diagnostics } = JSON.parse(stdout.slice(stdout.indexOf('{')))
    return new Map(
      files.map(([path]) => {
        const own = diagnostics.filter((diagnostic: { location: { path: unknown } }) =>
          JSON.stringify(diagnostic.location.path).includes(path),
        )
        return [path, JSON.stringify(own)]
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('the layers of design, as Biome enforces them', () => {
  let found = new Map<string, string>()
  beforeAll(() => {
    found = lintTree([...forbidden, ...allowed])
  })

  test.each(forbidden)('%s may not import %s', (path, _specifier, reason) => {
    expect(found.get(path)).toContain(reason)
  })

  test.each(allowed)('%s may import %s', (path) => {
    expect(found.get(path)).toBe('[]')
  })
})

test('biome.json has the layers of bin/layers.ts; otherwise run npm run layers', () => {
  expect(withLayers().isUpToDate).toBe(true)
})
