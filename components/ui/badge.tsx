import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type Tone = 'ok' | 'warn' | 'bad' | 'note' | 'neutral'

const looks: Record<Tone, string> = {
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  note: 'bg-note-soft text-note',
  neutral: 'bg-sunken text-muted',
}

/** An icon beside the colour, because colour alone must not carry a meaning. */
const signs: Record<Tone, string> = { ok: '●', warn: '◐', bad: '▲', note: '○', neutral: '○' }

export function Badge({ tone, className, children }: { tone: Tone; className?: string; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 whitespace-nowrap rounded-full px-2 py-px font-medium text-small',
        looks[tone],
        className,
      )}
    >
      <span aria-hidden className="text-tiny">
        {signs[tone]}
      </span>
      {children}
    </span>
  )
}

const dots: Record<Tone, string> = {
  ok: 'bg-ok',
  warn: 'bg-warn',
  bad: 'bg-bad',
  note: 'bg-note',
  neutral: 'bg-line-strong',
}

/** The state of something whose name is beside it. `label` is its text for those who do not see the colour. */
export function StatusDot({ tone, label, className }: { tone: Tone; label: string; className?: string }) {
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={classNames('size-2 shrink-0 rounded-full', dots[tone], className)}
    />
  )
}
