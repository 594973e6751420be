import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useId } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { counted, formatNumber } from '#lib/format/number.ts'
import { type ListControls, pageSizes } from './list-state.ts'

/** The range of rows on the screen, their total, and the way to the other pages. */
interface PaginationProps {
  total: number
  noun: string
  nouns: string
  list: ListControls
}

export function Pagination({ total, noun, nouns, list }: PaginationProps) {
  const { page, pageSize } = list
  const sizeId = useId()
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const first = Math.min(total, (page - 1) * pageSize + 1)
  const last = Math.min(total, page * pageSize)
  return (
    <nav aria-label="Pages" className="mt-2.5 flex flex-wrap items-center gap-x-4 gap-y-2 text-muted text-small">
      <span aria-live="polite">
        {pages === 1
          ? counted(total, noun, nouns)
          : `${formatNumber(first)} to ${formatNumber(last)} of ${counted(total, noun, nouns)}`}
      </span>
      {total > pageSizes[0] && (
        <div className="ml-auto flex items-center gap-1.5">
          <label htmlFor={sizeId}>Rows</label>
          <Select
            id={sizeId}
            value={pageSize}
            options={[...new Set([...pageSizes, pageSize])].map((size) => ({ value: size, label: String(size) }))}
            onChange={list.resize}
          />
        </div>
      )}
      {pages > 1 && (
        <div className="flex items-center gap-1">
          <IconButton
            label="Previous page"
            disabledBecause={page <= 1 ? 'This is the first page' : null}
            onClick={() => list.goTo(page - 1)}
          >
            <ChevronLeft className="size-4" aria-hidden />
          </IconButton>
          <span className="tabular-nums">
            {formatNumber(page)} / {formatNumber(pages)}
          </span>
          <IconButton
            label="Next page"
            disabledBecause={page >= pages ? 'This is the last page' : null}
            onClick={() => list.goTo(page + 1)}
          >
            <ChevronRight className="size-4" aria-hidden />
          </IconButton>
        </div>
      )}
    </nav>
  )
}
