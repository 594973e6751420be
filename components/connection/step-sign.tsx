import { CircleAlert, CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import { classNames } from '#components/ui/class-names.ts'
import type { ConnectionStep } from '#lib/contract/connection.ts'

export const statusWords: Record<ConnectionStep['status'], string> = {
  ok: 'done',
  slow: 'slow',
  failed: 'failed',
  skipped: 'not tried',
}

const looks = {
  ok: { Icon: CircleCheck, colour: 'text-ok' },
  slow: { Icon: CircleAlert, colour: 'text-warn' },
  failed: { Icon: CircleX, colour: 'text-bad' },
  skipped: { Icon: CircleDashed, colour: 'text-faint' },
} as const

/** The result of a step as a shape and a colour; `label` is its text. */
export function StepSign({
  status,
  label,
  className,
}: {
  status: ConnectionStep['status']
  label: string
  className?: string
}) {
  const { Icon, colour } = looks[status]
  return <Icon role="img" aria-label={label} className={classNames('size-4 shrink-0', colour, className)} />
}
