'use client'

import { ChevronDown, Download } from 'lucide-react'
import { explainError } from '#components/shared/error-help.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuTitle } from '#components/ui/menu.tsx'
import { useExport } from '#lib/client/use-export.ts'
import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import { exportNameOf, readFieldPath } from '#lib/format/field-path.ts'
import { formatNumber } from '#lib/format/number.ts'
import type { ApiQuery } from './messages-query.ts'

interface ExportMenuProps {
  cluster: string
  topic: string
  query: ApiQuery | null
  columns: readonly string[]
}

/** Exports everything that matches the query, not only the rows on the screen. */
export function ExportMenu({ cluster, topic, query, columns }: ExportMenuProps) {
  const { phase, bytes, error, save, cancel, dismiss } = useExport()
  const reason =
    query === null
      ? 'Correct the filters first'
      : query.from === 'live'
        ? 'A live view has no end and cannot be exported. Choose Newest or Oldest first.'
        : null
  const named = columns.flatMap(nameOf)
  const unnamed = columns.length - named.length
  const start = (format: 'ndjson' | 'csv') => {
    const { limit: _limit, ...asked } = query ?? {}
    const extra = format === 'csv' ? { format, columns: named.join(',') } : { format }
    void save(withQuery(apiPaths.messageExport(cluster, topic), { ...asked, ...extra }), `${topic}.${format}`)
  }
  if (phase === 'writing') {
    return (
      <span className="flex items-center gap-2 pl-2 text-muted tabular-nums">
        {formatBytes(bytes)} exported
        <Button onClick={cancel} className="h-6">
          Cancel
        </Button>
      </span>
    )
  }
  if (phase === 'done' || phase === 'failed') {
    const { title, message } = explainError(error)
    return (
      <span role={phase === 'failed' ? 'alert' : 'status'} className="flex items-center gap-2 pl-2 tabular-nums">
        {phase === 'done' ? (
          <span className="text-muted">Exported {formatBytes(bytes)}</span>
        ) : (
          <span className="text-bad">
            The export failed, and no file was saved. {title}. {message}
          </span>
        )}
        <Button onClick={dismiss} className="h-6">
          Dismiss
        </Button>
      </span>
    )
  }
  const trigger = (
    <Button look="ghost" disabledBecause={reason}>
      <Download className="size-3.5" aria-hidden />
      Export
      <ChevronDown className="size-3.5" aria-hidden />
    </Button>
  )
  if (reason) return trigger
  return (
    <Menu trigger={trigger}>
      <MenuTitle>
        All matches
        {query?.to !== undefined && ', of each partition up to its first message at or after the end time'}
      </MenuTitle>
      <MenuItem onSelect={() => start('ndjson')}>NDJSON: lossless, for import</MenuItem>
      <MenuItem onSelect={() => start('csv')}>
        CSV: visible columns
        {unnamed > 0 && `, except ${formatNumber(unnamed)} whose name a CSV header cannot hold`}
      </MenuItem>
    </Menu>
  )
}

function nameOf(id: string): string | [] {
  const path = readFieldPath(id)
  return path ? (exportNameOf(path) ?? []) : id
}
