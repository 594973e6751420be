import { setImmediate as turn } from 'node:timers/promises'

type Labels = Readonly<Record<string, string>>

interface Sample {
  readonly labels: Labels
  /** null: unknown, so there is no sample. */
  readonly value: number | null
}

interface Metric {
  readonly name: string
  readonly help: string
  readonly type?: 'gauge' | 'counter'
  readonly samples: Iterable<Sample>
}

/** Then the event loop runs: a scrape of a large cluster would block every page for a second. */
const SAMPLES_PER_CHUNK = 200

/**
 * Prometheus's text format: https://prometheus.io/docs/instrumenting/exposition_formats. Samples should be generated
 * lazily, because that is most of the work.
 */
export async function writeExposition(metrics: readonly Metric[]): Promise<string> {
  let text = ''
  let written = 0
  for (const { name, help, type = 'gauge', samples } of metrics) {
    text += `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${type}\n`
    for (const { labels, value } of samples) {
      if (value !== null) text += `${name}${writeLabels(labels)} ${value}\n`
      if (++written % SAMPLES_PER_CHUNK === 0) await turn()
    }
  }
  return text
}

function writeLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeValue(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escapeValue(value: string): string {
  // A lone surrogate cannot be encoded as UTF-8.
  return value.toWellFormed().replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
