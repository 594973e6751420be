import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const looks = {
  ok: 'border-ok bg-ok-soft',
  note: 'border-note bg-note-soft',
  warn: 'border-warn bg-warn-soft',
  bad: 'border-bad bg-bad-soft',
} as const

const boxLook = 'rounded-r-control border-l-3'

type Tone = keyof typeof looks

interface NoticeLineProps {
  tone: Tone
  title: ReactNode
  /** The action that helps. */
  actions?: ReactNode
  /** Not announced when it changes: for text that changes all the time. */
  isQuiet?: boolean
  className?: string
  children?: ReactNode
}

/** Something to know before reading on. A bad one is announced at once. */
export function Notice({ className, ...line }: NoticeLineProps) {
  return <NoticeLine {...line} className={classNames(boxLook, looks[line.tone], className)} />
}

/** Several lines in one box, whose colour is that of the worst. */
export function NoticeBox({ tone, className, children }: { tone: Tone; className?: string; children: ReactNode }) {
  return <div className={classNames(boxLook, looks[tone], className)}>{children}</div>
}

/** One of the lines in a box. */
export function NoticeLine({ tone, title, actions, isQuiet = false, className, children }: NoticeLineProps) {
  return (
    <div
      role={isQuiet ? undefined : tone === 'bad' ? 'alert' : 'status'}
      className={classNames('flex flex-wrap items-center gap-x-4 gap-y-2 px-3.5 py-2.5', className)}
    >
      <div className="wrap-anywhere min-w-0 flex-1 basis-80">
        <strong className="font-semibold">{title}</strong> {children}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
