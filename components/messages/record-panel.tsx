'use client'

import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ErrorNotice } from '#components/shared/error-notice.tsx'
import { IconButton } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { type MessageRow, readRecordId } from '#lib/client/message-row.ts'
import { useMessage } from '#lib/client/use-messages.ts'
import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import type { FieldPath } from '#lib/format/field-path.ts'
import { formatNumber } from '#lib/format/number.ts'
import type { MessagesQuery } from './messages-query.ts'
import { PayloadView } from './payload-view.tsx'
import { type PointActions, Pointing } from './pointing.tsx'
import { RecordActions } from './record-actions.tsx'
import { RecordFacts } from './record-facts.tsx'
import { hasAllHeaders } from './record-json.ts'
import { useIsWide } from './use-wide.ts'

interface RecordPanelProps {
  cluster: string
  topic: string
  /** PARTITION:OFFSET */
  id: string
  /** The row in the table, if it is there. */
  row: MessageRow | undefined
  /** Whether it may be among the rows that are still loading. */
  mayCome: boolean
  formats: Pick<MessagesQuery, 'keyFormat' | 'valueFormat'>
  /** The URL of exactly this record. */
  link: string
  onPrevious: (() => void) | null
  onNext: (() => void) | null
  onClose: () => void
  onColumn: (path: FieldPath) => void
  actions: PointActions
}

/** One record, beside the table if there is room, otherwise over the page. */
export function RecordPanel(props: RecordPanelProps) {
  const isWide = useIsWide()
  const record = readRecordId(props.id)
  const title = record ? `Message ${formatNumber(record.offset)}` : 'Message'
  if (isWide) return <Beside {...props} title={title} />
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusItself}
          className="fixed inset-y-0 right-0 z-50 w-full max-w-xl animate-appear overflow-auto border-line border-l bg-surface"
        >
          <Head {...props} title={<Radix.Title className="font-semibold">{title}</Radix.Title>} />
          {/* Inside, as a dialog takes the focus of whatever is outside. */}
          <Pointing {...props.actions}>
            <Body key={props.id} {...props} />
          </Pointing>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Beside({ title, ...props }: RecordPanelProps & { title: string }) {
  const panel = useRef<HTMLElement>(null)
  const { onClose } = props
  // A click on text that takes no focus, or a menu that was just closed, leaves the focus on the body: Escape must work
  // there, too. A menu or dialog is outside the panel and keeps its own Escape.
  useEffect(() => {
    const closeOnEscape = ({ key, target }: KeyboardEvent) => {
      if (key !== 'Escape' || !(target instanceof Element)) return
      if (target === document.body || panel.current?.contains(target)) onClose()
    }
    document.addEventListener('keydown', closeOnEscape)
    return () => document.removeEventListener('keydown', closeOnEscape)
  }, [onClose])
  return (
    <aside
      ref={panel}
      aria-label={title}
      className="max-h-full self-start overflow-auto rounded-card border border-line bg-surface shadow-card"
    >
      <Head {...props} title={<h2 className="font-semibold">{title}</h2>} />
      <Pointing {...props.actions}>
        <Body key={props.id} {...props} />
      </Pointing>
    </aside>
  )
}

function Head({ title, row, onPrevious, onNext, onClose }: RecordPanelProps & { title: ReactNode }) {
  const notAmong = row ? null : 'The message is not in the table'
  return (
    <header className="sticky top-0 z-10 flex items-center gap-1 border-line border-b bg-surface py-1.5 pr-1.5 pl-3.5">
      {title}
      <span className="ml-auto" />
      <IconButton
        label="Previous message"
        disabledBecause={onPrevious ? null : (notAmong ?? 'This is the first row')}
        onClick={onPrevious ?? undefined}
      >
        <ChevronLeft className="size-4" aria-hidden />
      </IconButton>
      <IconButton
        label="Next message"
        disabledBecause={onNext ? null : (notAmong ?? 'This is the last row that was read')}
        onClick={onNext ?? undefined}
      >
        <ChevronRight className="size-4" aria-hidden />
      </IconButton>
      <IconButton label="Close" onClick={onClose}>
        <X className="size-4" aria-hidden />
      </IconButton>
    </header>
  )
}

const withoutAuto = (format: string) => (format === 'auto' ? null : format)

function Body({ cluster, topic, id, row, mayCome, formats, link, onColumn }: RecordPanelProps) {
  const [isWhole, setWhole] = useState(false)
  const record = readRecordId(id)
  const lacks = row ? !hasAllHeaders(row) : !mayCome
  const whole = useMessage(cluster, topic, record && (isWhole || lacks) ? record : null, {
    keyFormat: withoutAuto(formats.keyFormat),
    valueFormat: withoutAuto(formats.valueFormat),
  })
  const shown = whole.data ?? row
  if (!record) {
    return <p className="p-3.5 text-muted">The URL names no message: it must have PARTITION:OFFSET, such as 0:48202.</p>
  }
  if (!shown) {
    if (whole.error)
      return <ErrorNotice error={whole.error} retry={() => whole.mutate()} isRetrying={whole.isValidating} />
    return (
      <div role="status" aria-label="Loading" className="space-y-2.5 p-3.5">
        <Skeleton className="w-40" />
        <Skeleton className="w-56" />
        <Skeleton className="h-40 w-full" />
      </div>
    )
  }
  const download = (part: string) =>
    withQuery(apiPaths.message(cluster, topic, record.partition, record.offset), { part, as: 'raw' })
  const view = { row: shown, onColumn, onWhole: () => setWhole(true) }
  const isKeyLong = shown.json.key?.startsWith('{') === true || (shown.message.key?.text.length ?? 0) > LONG_KEY
  return (
    <>
      <RecordFacts row={shown} isKeyShown={!isKeyLong} />
      {whole.error && (
        <p role="alert" className="px-3.5 pb-2 text-bad text-small">
          The full message could not be read. {whole.error instanceof Error && whole.error.message}
        </p>
      )}
      {isKeyLong && <PayloadView {...view} part="key" downloadPath={download('key')} />}
      <PayloadView {...view} part="value" downloadPath={download('value')} />
      <RecordActions cluster={cluster} topic={topic} row={shown} link={link} />
    </>
  )
}

/** A longer name gets a line of its own. */
const LONG_KEY = 200

/** Its first button would show its tooltip, which then handles Escape instead. */
function focusItself(event: Event): void {
  if (!(event.target instanceof HTMLElement)) return
  event.preventDefault()
  event.target.focus()
}
