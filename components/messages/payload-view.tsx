'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { Absent } from '#components/shared/visible-text.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { type MessagePart, type MessageRow, nodeOf } from '#lib/client/message-row.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import type { FieldPath } from '#lib/format/field-path.ts'
import { JsonTree } from './json-tree.tsx'
import { PayloadKind } from './payload-kind.tsx'
import { PlainText } from './plain-text.tsx'
import { fieldTarget } from './point-target.ts'

const views = [
  { value: 'tree', label: 'Tree' },
  { value: 'raw', label: 'Raw' },
] as const

/** A larger tree takes longer to draw than anyone reads in it. */
const MAX_TREE_LENGTH = 1_000_000

interface PayloadViewProps {
  row: MessageRow
  part: MessagePart
  /** The URL of its bytes. */
  downloadPath: string
  onColumn: (path: FieldPath) => void
  /** Loads the rest of a payload that the row has only the beginning of. */
  onWhole: () => void
}

/** A key or value in full. */
export function PayloadView({ row, part, downloadPath, onColumn, onWhole }: PayloadViewProps) {
  const [view, setView] = useState<'tree' | 'raw'>('tree')
  const payload = row.message[part]
  const bytes = part === 'key' ? row.message.keyBytes : row.message.valueBytes
  const node = (row.json[part]?.length ?? 0) <= MAX_TREE_LENGTH ? nodeOf(row, part) : null
  const name = part === 'key' ? 'Key' : 'Value'
  return (
    <section aria-label={name} className="border-line border-t px-3.5 py-3">
      <header className="mb-2 flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <h3 className="font-semibold">{name}</h3>
        <PayloadKind payload={payload} bytes={bytes} />
        <span className="ml-auto flex items-center gap-2">
          {node && <Segmented label={`View of the ${part}`} value={view} options={views} onChange={setView} />}
          {bytes !== null && bytes > 0 && (
            <a
              href={downloadPath}
              download
              aria-label={`Download the ${part}`}
              title={`Download the raw ${part}, ${formatBytes(bytes)}`}
              className="flex size-7 items-center justify-center rounded-control text-muted hover:bg-sunken hover:text-text"
            >
              <Download className="size-3.5" aria-hidden />
            </a>
          )}
        </span>
      </header>
      {payload?.problem && <p className="wrap-anywhere mb-2 text-small text-warn">{payload.problem}</p>}
      {payload === null ? (
        <Absent kind="null" />
      ) : payload.text === '' ? (
        <Absent kind="empty" />
      ) : node && view === 'tree' ? (
        <JsonTree
          node={node}
          onColumn={(steps) => onColumn({ root: part, steps })}
          targetsAt={(steps) => fieldTarget(row, { root: part, steps })}
        />
      ) : (
        <PlainText text={payload.text} />
      )}
      {payload?.truncated && (
        <p className="mt-2 text-muted text-small">
          Truncated.{' '}
          <button type="button" onClick={onWhole} className="text-accent underline">
            Show all{bytes === null ? '' : ` ${formatBytes(bytes)}`}
          </button>
        </p>
      )}
    </section>
  )
}
