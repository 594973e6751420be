import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const looks = {
  ok: 'border-ok bg-ok-soft',
  note: 'border-note bg-note-soft',
  warn: 'border-warn bg-warn-soft',
  bad: 'border-bad bg-bad-soft',
} as const

interface NoticeProps {
  tone: keyof typeof looks
  title: ReactNode
  /** The action that helps. */
  actions?: ReactNode
  /** Not announced when it changes: for text that changes all the time. */
  isQuiet?: boolean
  className?: string
  children?: ReactNode
}

/** Something to know before reading on. A bad one is announced at once. */
export function Notice({ tone, title, actions, isQuiet = false, className, children }: NoticeProps) {
  return (
    <div
      role={isQuiet ? undefined : tone === 'bad' ? 'alert' : 'status'}
      className={classNames(
        'flex flex-wrap items-center gap-x-4 gap-y-2 rounded-r-control border-l-3 px-3.5 py-2.5',
        looks[tone],
        className,
      )}
    >
      <div className="wrap-anywhere min-w-0 flex-1 basis-80">
        <strong className="font-semibold">{title}</strong> {children}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
