import type { ConnectionStep } from '#lib/contract/connection.ts'
import { describeDetour, readTargets } from '#lib/format/connection-words.ts'
import { counted } from '#lib/format/number.ts'
import type { Diagnosis } from './conclude.ts'

const COLUMNS = 100
const INDENT = 2
const marks = { ok: '✓', failed: '✗', skipped: '–', slow: '!' } as const satisfies Record<
  ConnectionStep['status'],
  string
>
const colors = { ok: 32, failed: 31, skipped: 90, slow: 33 } as const satisfies Record<ConnectionStep['status'], number>
const BOLD = 1

/** How a text is dressed for this terminal. */
type Paint = (code: number, text: string) => string

export function paintFor(hasColors: boolean): Paint {
  return (code, text) => (hasColors ? `\u001b[${code}m${text}\u001b[0m` : text)
}

/** What the doctor found, for a terminal: each way as a table, then what to do. */
export function report(name: string, { steps, ok }: Diagnosis, paint: Paint): string[] {
  const columns = { step: widest(steps, ({ step }) => step), ms: widest(steps, formatMs) }
  const targets = Map.groupBy(steps, ({ target, kind }) => `${kind} ${target}`)
  const tables = [...targets.values()].flatMap((rows) => [
    '',
    ...heading(rows),
    ...rows.flatMap((row) => tableRow(row, columns, paint)),
  ])
  return [paint(BOLD, name), ...tables, ...adviceLines(steps, paint), '', ...wrap(verdict(steps, ok), INDENT)]
}

export function reportProblem(name: string, message: string, paint: Paint): string[] {
  const mark = paint(colors.failed, marks.failed)
  const lines = message.split('\n').flatMap((line) => wrap(line, INDENT + 2))
  const [first = '', ...rest] = lines
  return [paint(BOLD, name), '', `${' '.repeat(INDENT)}${mark} ${first.trimStart()}`, ...rest]
}

function heading([first]: readonly ConnectionStep[]): string[] {
  if (!first) return []
  const broker = first.brokerId === null ? '' : `, broker ${first.brokerId}`
  return wrap(
    `${first.target} (${first.kind === 'bootstrap' ? 'bootstrap server' : 'advertised address'}${broker})`,
    INDENT,
  )
}

function tableRow(row: ConnectionStep, columns: { step: number; ms: number }, paint: Paint): string[] {
  const { step, status, detail } = row
  const start = `${' '.repeat(INDENT + 4)}${step.padEnd(columns.step)}  ${formatMs(row).padStart(columns.ms)}  `
  const [first = '', ...rest] = wrap(detail, start.length)
  const mark = `${' '.repeat(INDENT + 2)}${paint(colors[status], marks[status])} `
  return [`${mark}${start.slice(INDENT + 4)}${first.trimStart()}`, ...rest]
}

/** What differs between brokers only by where they are is the same advice. */
function withoutNames({ target, about, brokerId, step, code, advice, fix }: ConnectionStep): string {
  const port = /\d+$/.exec(target)?.[0] ?? target
  const host = target.slice(0, -port.length - 1)
  const texts = [about ?? '', advice ?? '', fix ?? ''].map((text) =>
    text
      .replaceAll(new RegExp(`\\bbroker ${brokerId}\\b`, 'gi'), '#')
      .replaceAll(target, '#')
      .replaceAll(new RegExp(`(?<![\\w.-])${RegExp.escape(host)}(?![\\w.-])`, 'g'), '#')
      .replaceAll(new RegExp(`\\b${port}\\b`, 'g'), '#'),
  )
  return [step, code, ...texts].join('\n')
}

function sameFor(others: readonly ConnectionStep[]): string[] {
  const targets = [...new Set(others.map(({ target }) => target))]
  return targets.length === 0 ? [] : wrap(`The same for ${targets.join(', ')}.`, INDENT)
}

/** What holds for several brokers is said once. */
function adviceLines(steps: readonly ConnectionStep[], paint: Paint): string[] {
  const advised = steps.filter(({ advice }) => advice !== undefined)
  return [...Map.groupBy(advised, withoutNames).values()].flatMap((alike) => adviceBlock(alike, paint))
}

function adviceBlock([first, ...others]: readonly ConnectionStep[], paint: Paint): string[] {
  if (!first) return []
  const { target, about = target, step, advice = '', fix } = first
  return [
    '',
    `${' '.repeat(INDENT)}${paint(BOLD, `${about}, ${step}:`)}`,
    ...wrap(advice, INDENT),
    ...sameFor(others),
    ...(fix ? ['', ...fix.split('\n').map((line) => (line ? `${' '.repeat(INDENT + 4)}${line}` : ''))] : []),
  ]
}

function verdict(steps: readonly ConnectionStep[], isOk: boolean): string {
  if (!isOk) {
    const isAnyReached = steps.some(
      ({ brokerId, step, status }) =>
        brokerId !== null && step === 'metadata' && (status === 'ok' || status === 'slow'),
    )
    return `${isAnyReached ? 'Not every broker' : 'None of the brokers'} can be reached as this cluster is configured.`
  }
  const detour = describeDetour(readTargets(steps))
  if (detour) return `${detour.title} ${detour.text}`
  const brokers = new Set(steps.flatMap(({ brokerId }) => brokerId ?? [])).size
  const failed = steps.some(({ status }) => status === 'failed')
  const all = brokers === 1 ? 'Its broker can be reached' : `All its ${counted(brokers, 'broker')} can be reached`
  return failed ? `${all}, though not every configured address.` : `${all}.`
}

function formatMs({ ms }: ConnectionStep): string {
  return ms === null ? '' : `${Math.round(ms)} ms`
}

function widest(steps: readonly ConnectionStep[], textOf: (step: ConnectionStep) => string): number {
  return Math.max(0, ...steps.map((step) => textOf(step).length))
}

/** Breaks between words. A word that is too long for a line has one of its own. */
function wrap(text: string, indent: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line && indent + line.length + 1 + word.length > COLUMNS) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line].map((each) => `${' '.repeat(indent)}${each}`)
}
