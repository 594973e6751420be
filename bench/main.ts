import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureFailover } from './failover.ts'
import {
  describeMachine,
  type Figure,
  isMissed,
  readFigures,
  renderSection,
  renderTable,
  replaceSection,
} from './report.ts'
import { measureScale } from './scale.ts'
import { measureScan } from './scan.ts'
import { measureSoak } from './soak.ts'
import { measureStart } from './start.ts'
import { measureTimeLag } from './time-lag.ts'

// npm run bench                        all of them but soak
// npm run bench -- failover            one
// npm run bench -- soak --minutes 5    a trial of it, whose figures are not written down

const resultsFile = join(import.meta.dirname, 'results.md')
const HEADING =
  '# Results\n\nWhat `npm run bench` printed last. A budget is what Highwater promises; a missed one says so.\n'

const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string' } },
})
const minutes = values.minutes === undefined ? undefined : Number(values.minutes)
const benchmarks: Readonly<Record<string, () => Promise<Figure[]>>> = {
  start: measureStart,
  failover: measureFailover,
  scale: measureScale,
  scan: measureScan,
  'time-lag': measureTimeLag,
  soak: () => measureSoak(minutes),
}
/** It takes as long as all others, and is a test as well: a missed budget makes it fail. */
const SOAK = 'soak'
const unknown = wanted.find((name) => !(name in benchmarks))
if (unknown) {
  console.error(`There is no benchmark "${unknown}"; there are: ${Object.keys(benchmarks).join(', ')}.`)
  process.exit(1)
}

for (const [name, measure] of Object.entries(benchmarks)) {
  if (wanted.length > 0 ? !wanted.includes(name) : name === SOAK) continue
  console.log(`\n${name}\n`)
  const results = existsSync(resultsFile) ? readFileSync(resultsFile, 'utf8') : HEADING
  const figures = await measure()
  console.log(renderTable(figures, readFigures(results, name)))
  if (name === SOAK && figures.some(isMissed)) process.exitCode = 1
  if (name === SOAK && minutes !== undefined) continue
  writeFileSync(resultsFile, replaceSection(results, name, renderSection(name, describeMachine(), figures)))
}
