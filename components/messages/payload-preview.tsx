import { Absent } from '#components/shared/visible-text.tsx'
import { classNames } from '#components/ui/class-names.ts'
import type { Payload } from '#lib/contract/messages.ts'
import { MarkedText } from './marked-text.tsx'

/** More does not fit into a row. */
const PREVIEW_LENGTH = 300

/** A key or value in one line. */
export function PayloadPreview({ payload, className }: { payload: Payload | null; className?: string }) {
  if (payload === null) return <Absent kind="null" />
  if (payload.text === '' && !payload.problem) return <Absent kind="empty" />
  return (
    <span className={classNames('font-mono text-muted text-small', className)}>
      {payload.problem && (
        <span title={payload.problem} className="pr-1.5 text-warn">
          <span aria-hidden>▲</span>
          <span className="sr-only">{payload.problem}</span>
        </span>
      )}
      <MarkedText text={oneLine(payload)} isJson={payload.format === 'json'} length={PREVIEW_LENGTH} />
      {payload.truncated && payload.text.length <= PREVIEW_LENGTH && <span className="text-faint">…</span>}
    </span>
  )
}

/** The lines of a hexdump are made here, so they are no line breaks of the payload. */
export function oneLine({ format, text }: Payload): string {
  return format === 'hex' ? text.replaceAll('\n', ' ') : text
}

/** Avoids a cut between two surrogates. */
export function shorten(text: string, length = PREVIEW_LENGTH): string {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length)
}
