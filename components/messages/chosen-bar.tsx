'use client'

import { Copy, Download, Send, X } from 'lucide-react'
import { useState } from 'react'
import { copyText } from '#components/shared/copy-text.ts'
import { explainError } from '#components/shared/error-help.ts'
import { useReadOnlyReason } from '#components/shared/read-only.ts'
import { saveText } from '#components/shared/save-text.ts'
import { Button, IconButton } from '#components/ui/button.tsx'
import { toast } from '#components/ui/toast.tsx'
import type { MessageRow } from '#lib/client/message-row.ts'
import { readWholeMessages } from '#lib/client/whole-messages.ts'
import { counted } from '#lib/format/number.ts'
import type { MessagesQuery } from './messages-query.ts'
import { isWhole, recordsAsLines } from './record-json.ts'
import { ResendDialog } from './resend-dialog.tsx'

interface ChosenBarProps {
  cluster: string
  topic: string
  ids: ReadonlySet<string>
  rows: readonly MessageRow[]
  formats: Pick<MessagesQuery, 'keyFormat' | 'valueFormat'>
  onClear: () => void
}

/** What can be done with the rows that were chosen. */
export function ChosenBar({ cluster, topic, ids, rows, formats, onClear }: ChosenBarProps) {
  const [isReading, setReading] = useState(false)
  const [isResending, setResending] = useState(false)
  const readOnly = useReadOnlyReason()
  if (ids.size === 0) return null
  const many = counted(ids.size, 'message')
  const withLines = async (use: (lines: string) => void | Promise<void>) => {
    setReading(true)
    try {
      await use(recordsAsLines(await wholeRows(cluster, topic, ids, rows, formats)))
    } catch (error) {
      const { title, message } = explainError(error)
      toast.error(`${many} could not be read in full`, { description: `${title}. ${message}` })
    }
    setReading(false)
  }
  const copy = (lines: string) =>
    copyText(lines).then((isCopied) => {
      if (isCopied) toast.success(`${many} copied as NDJSON`)
      else toast.error('The messages could not be copied', { description: 'The browser does not allow it here.' })
    })
  return (
    <section
      aria-label="Selected messages"
      className="mb-2.5 flex flex-wrap items-center gap-2 rounded-card border border-accent bg-accent-soft px-3 py-1.5"
    >
      <strong className="mr-2 font-semibold tabular-nums">{many} selected</strong>
      <Button isPending={isReading} onClick={() => withLines(copy)}>
        <Copy className="size-3.5" aria-hidden />
        Copy as NDJSON
      </Button>
      <Button
        isPending={isReading}
        onClick={() => withLines((lines) => saveText(`${topic}.ndjson`, lines, 'application/x-ndjson'))}
      >
        <Download className="size-3.5" aria-hidden />
        Export selected
      </Button>
      <Button disabledBecause={readOnly} onClick={() => setResending(true)}>
        <Send className="size-3.5" aria-hidden />
        Resend each…
      </Button>
      <IconButton label="Clear selection" onClick={onClear} className="ml-auto">
        <X className="size-4" aria-hidden />
      </IconButton>
      {isResending && (
        <ResendDialog cluster={cluster} topic={topic} ids={[...ids]} onClose={() => setResending(false)} />
      )}
    </section>
  )
}

/** In the order of the table. A stream has the beginning of long ones only, so those are read again. */
async function wholeRows(
  cluster: string,
  topic: string,
  ids: ReadonlySet<string>,
  rows: readonly MessageRow[],
  { keyFormat, valueFormat }: ChosenBarProps['formats'],
): Promise<MessageRow[]> {
  const known = new Map(rows.filter((row) => ids.has(row.id) && isWhole(row)).map((row) => [row.id, row]))
  const missing = [...ids].filter((id) => !known.has(id))
  const formats = {
    keyFormat: keyFormat === 'auto' ? null : keyFormat,
    valueFormat: valueFormat === 'auto' ? null : valueFormat,
  }
  for (const row of await readWholeMessages(cluster, topic, missing, formats)) known.set(row.id, row)
  const inTable = rows.flatMap((row) => (ids.has(row.id) ? row.id : []))
  return [...new Set([...inTable, ...ids])].flatMap((id) => known.get(id) ?? [])
}
