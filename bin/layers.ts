import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'

/** A kind of import that some folders may not have: patterns as in .gitignore, and what to do instead. */
interface Refusal {
  readonly group: readonly string[]
  readonly message: string
}

function refuse(modules: string, message: string): Refusal {
  return { group: modules.split(' ').flatMap((name) => (/[*/]$|^!/.test(name) ? name : [name, `${name}/**`])), message }
}

function above(folder: string): Refusal {
  return refuse(`#${folder}/**`, `${folder} stands above this folder. Pass what is needed as an argument.`)
}

const PARENTS = refuse(
  '../* ../**',
  "Between folders, import by alias: #lib/…, #components/…, #demo/…, #bin/… or #e2e/…, with the file's extension.",
)
const HELPERS = refuse('#*/**/testing/**', 'Only tests may use the helpers of tests.')
const KAFKAJS = refuse(
  'kafkajs',
  'Only lib/kafka/transport and demo talk to kafkajs. Call a function of #lib/kafka/admin instead.',
)
const REACT = refuse('react react-dom', 'This runs on the server and renders nothing.')
const NEXT = refuse(
  'next',
  'This must run without Next, in workers and in tests. What needs Next belongs into #lib/server or app.',
)
const SWR = refuse('swr', 'Components read through a hook of #lib/client.')
const LINK = refuse('next/link', 'It loads ahead every page that it leads to. Use Link of #components/ui/link.tsx.')
const DEMO = refuse(
  '#demo/**',
  'The embedded cluster is a process of its own. Talk to it through #lib/clusters/embedded.ts.',
)
const BROWSER = refuse(
  '#components/** #lib/client/**',
  'This runs on the server and knows no components. Share through #lib/contract or #lib/format.',
)
const SERVER = refuse(
  '#lib/server/** #lib/monitor/** #lib/kafka/** #lib/clusters/** #lib/decode/** #lib/filter/**',
  'This runs in the browser. Read through a hook of #lib/client; share types through #lib/contract.',
)

const FEATURES = refuse(
  '#components/** !#components/ui/** !#components/shared/**',
  'Features do not import each other. Move what both need to #components/shared, which stands below the features.',
)
const NOT_PRIMITIVE = refuse('#components/** !#components/ui/**', 'Primitives stand below all other components.')
const ALL_OF_LIB = refuse(
  '#lib/**',
  'Primitives know nothing of Kafka or of our data. What does belongs into #components/shared.',
)
const COMPONENTS = refuse('#components/**', 'Hooks stand below the components.')
const NOT_CONTRACT = refuse(
  '#lib/** !#lib/contract/** #components/**',
  'This is used by all, so it may import only #lib/contract.',
)
const LAUNCHER = refuse(
  '#lib/** #components/** #demo/**',
  'The launcher runs before anything is installed or compiled. It imports only Node and its own files.',
)

const WHOLE_TESTS = refuse('#e2e/**', 'Only tests may use what tests of the whole application use.')

const MONITOR = refuse('#lib/monitor/*.ts', 'The monitor and its worker stand above their rooms.')
const LAG = refuse(
  '#lib/monitor/lag/**',
  'The snapshot stands below the calculations. Share through #lib/monitor/snapshot.',
)
const POLL = refuse(
  '#lib/monitor/poll/**',
  'Polling runs in the worker. Share types and pure functions through #lib/monitor/snapshot.',
)
const OPERATIONS = refuse(
  '#lib/monitor/operations/**',
  'Operations run in the worker. Call them through ClusterMonitor.call.',
)
const QUERIES = refuse(
  '#lib/monitor/queries/**',
  'Queries run on the main thread. Share pure functions through #lib/monitor/snapshot.',
)

const INSIDE = [BROWSER, DEMO, REACT, NEXT, above('lib/server'), above('lib/clusters')]
const LIB = [KAFKAJS, ...INSIDE]
/** What runs on the main thread reaches the worker through the monitor alone. */
const WORKER = [POLL, OPERATIONS]

/** Which files may not import what. Of the layers that a file is in, the last one counts. */
export const layers: Readonly<Record<string, readonly Refusal[]>> = {
  'app/** !app/api/**': [KAFKAJS, SERVER, DEMO, LINK],
  'app/api/** proxy.ts instrumentation.ts next.config.js': [KAFKAJS, BROWSER, DEMO, REACT, ...WORKER],
  'components/**': [KAFKAJS, SERVER, DEMO, SWR, FEATURES, LINK],
  'components/ui/**': [KAFKAJS, DEMO, SWR, ALL_OF_LIB, NOT_PRIMITIVE],
  'lib/**': LIB,
  'lib/client/**': [KAFKAJS, SERVER, DEMO, COMPONENTS],
  'lib/contract/** lib/format/** lib/commands/**': [KAFKAJS, DEMO, REACT, NEXT, NOT_CONTRACT],
  'lib/bytes/** lib/decode/** lib/filter/**': [...LIB, above('lib/kafka'), above('lib/monitor')],
  'lib/kafka/**': [...LIB, above('lib/monitor')],
  'lib/kafka/transport/**': [...INSIDE, above('lib/kafka/connection'), above('lib/monitor')],
  'lib/monitor/snapshot/**': [...LIB, MONITOR, LAG, POLL, OPERATIONS, QUERIES],
  'lib/monitor/lag/**': [...LIB, MONITOR, POLL, OPERATIONS, QUERIES],
  'lib/monitor/poll/**': [...LIB, MONITOR, OPERATIONS, QUERIES],
  'lib/monitor/operations/**': [...LIB, MONITOR, QUERIES],
  'lib/monitor/queries/**': [...LIB, ...WORKER],
  'lib/clusters/**': [KAFKAJS, BROWSER, DEMO, REACT, NEXT, above('lib/server'), ...WORKER],
  'lib/server/**': [KAFKAJS, BROWSER, DEMO, REACT, ...WORKER],
  'demo/**': [BROWSER, REACT, NEXT, above('lib/server'), above('lib/monitor')],
  'bin/** !bin/*.ts': [KAFKAJS, LAUNCHER],
}

const TESTS = ['!**/*.test.ts', '!**/*.test.tsx', '!**/testing/**']

interface BiomeConfiguration {
  readonly overrides: readonly { readonly linter?: { readonly rules?: { readonly style?: object } } }[]
}

/** biome.json as the table above has it, and whether it already is so. */
export function withLayers(path = 'biome.json'): { readonly wanted: BiomeConfiguration; readonly isUpToDate: boolean } {
  const current: BiomeConfiguration = JSON.parse(readFileSync(path, 'utf8'))
  const overrides = Object.entries(layers).map(([files, refusals]) => {
    const noRestrictedImports = { level: 'error', options: { patterns: [PARENTS, HELPERS, WHOLE_TESTS, ...refusals] } }
    return { includes: [...files.split(' '), ...TESTS], linter: { rules: { style: { noRestrictedImports } } } }
  })
  const others = current.overrides.filter(({ linter }) => !('noRestrictedImports' in (linter?.rules?.style ?? {})))
  const wanted = { ...current, overrides: [...overrides, ...others] }
  return { wanted, isUpToDate: isDeepStrictEqual(wanted, current) }
}
