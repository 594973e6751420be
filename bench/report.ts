import os from 'node:os'

export interface Figure {
  readonly what: string
  /** The budget; null if there is none. */
  readonly budget: number | null
  readonly measured: number
  readonly unit: string
}

const COLUMNS = 4

export function isMissed({ budget, measured }: Figure): boolean {
  return budget !== null && !(measured <= budget)
}

/** The section of one benchmark in the results file. */
export function renderSection(name: string, machine: string, figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { what, budget, measured, unit } = figure
    const verdict = budget === null ? '' : isMissed(figure) ? '**missed**' : 'holds'
    const bound = budget === null ? '' : `${formatFigure(budget)} ${unit}`
    return `| ${what} | ${formatFigure(measured)} ${unit} | ${bound} | ${verdict} |`
  })
  return [`## ${name}`, '', machine, '', '| what | measured | budget | |', '|---|---:|---:|---|', ...rows, ''].join(
    '\n',
  )
}

/** The results with one section replaced, or added at the end. */
export function replaceSection(results: string, name: string, section: string): string {
  const [before, after] = splitAt(results, name)
  return `${before.trimEnd()}\n\n${section}${after === '' ? '' : `\n${after}`}`
}

/** The results of a benchmark's last run: the measured column by the first column. */
export function readFigures(results: string, name: string): Map<string, string> {
  const [before, after] = splitAt(results, name)
  const section = results.slice(before.length, results.length - after.length)
  const cells = section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').slice(1, -1))
    .filter((row) => row.length === COLUMNS)
  return new Map(cells.map(([what = '', measured = '']) => [what.trim(), measured.trim()]))
}

/** The text before and after a section; the section itself is left out. */
function splitAt(results: string, name: string): [string, string] {
  const start = results.search(new RegExp(`^## ${name}$`, 'm'))
  if (start === -1) return [results, '']
  const end = results.indexOf('\n## ', start)
  return [results.slice(0, start), end === -1 ? '' : results.slice(end + 1)]
}

/** The figures as lines for a terminal, beside those of the last recorded run. */
export function renderTable(figures: readonly Figure[], last: ReadonlyMap<string, string>): string {
  const width = Math.max(...figures.map(({ what }) => what.length))
  const lines = figures.map((figure) => {
    const { what, budget, measured, unit } = figure
    const now = `${formatFigure(measured)} ${unit}`.padStart(14)
    const bound = (budget === null ? '' : `budget ${formatFigure(budget)} ${unit}`).padEnd(18)
    const missed = isMissed(figure) ? '  MISSED' : ''
    return `  ${what.padEnd(width)}  ${now}  ${bound}  last ${last.get(what) ?? 'none'}${missed}`
  })
  return lines.join('\n')
}

function formatFigure(value: number): string {
  if (value >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString('en-US')
  return value.toPrecision(2)
}

export function describeMachine(): string {
  const cpus = os.cpus()
  const memoryGiB = Math.round(os.totalmem() / 2 ** 30)
  return `${cpus.length} cores (${cpus[0]?.model.trim() ?? 'unknown'}), ${memoryGiB} GiB, ${os.type()}, Node ${process.versions.node}; brokers and dashboard on the same machine.`
}
