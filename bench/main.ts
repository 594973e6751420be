import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { measureFailover } from './failover.ts'
import { describeMachine, type Figure, readFigures, renderSection, renderTable, replaceSection } from './report.ts'
import { measureScale } from './scale.ts'
import { measureScan } from './scan.ts'
import { measureStart } from './start.ts'

// npm run bench              all of them
// npm run bench -- failover  one

const benchmarks: Readonly<Record<string, () => Promise<Figure[]>>> = {
  start: measureStart,
  failover: measureFailover,
  scale: measureScale,
  scan: measureScan,
}
const resultsFile = join(import.meta.dirname, 'results.md')
const HEADING =
  '# Results\n\nWhat `npm run bench` printed last. A budget is what Highwater promises; a missed one says so.\n'

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !(name in benchmarks))
if (unknown) {
  console.error(`There is no benchmark "${unknown}"; there are: ${Object.keys(benchmarks).join(', ')}.`)
  process.exit(1)
}

for (const [name, measure] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.log(`\n${name}\n`)
  const results = existsSync(resultsFile) ? readFileSync(resultsFile, 'utf8') : HEADING
  const figures = await measure()
  console.log(renderTable(figures, readFigures(results, name)))
  writeFileSync(resultsFile, replaceSection(results, name, renderSection(name, describeMachine(), figures)))
}
