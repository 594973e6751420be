type Labels = Readonly<Record<string, string>>

interface Sample {
  readonly labels: Labels
  /** null: not known, so that there is no sample. */
  readonly value: number | null
}

interface Metric {
  readonly name: string
  readonly help: string
  readonly type?: 'gauge' | 'counter'
  readonly samples: Iterable<Sample>
}

/** Prometheus's text format: https://prometheus.io/docs/instrumenting/exposition_formats */
export function writeExposition(metrics: readonly Metric[]): string {
  const lines: string[] = []
  for (const { name, help, type = 'gauge', samples } of metrics) {
    lines.push(`# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`, `# TYPE ${name} ${type}`)
    for (const { labels, value } of samples) {
      if (value !== null) lines.push(`${name}${writeLabels(labels)} ${value}`)
    }
  }
  return `${lines.join('\n')}\n`
}

function writeLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeValue(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escapeValue(value: string): string {
  // A lone half of a character cannot be written as UTF-8.
  return value.toWellFormed().replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
