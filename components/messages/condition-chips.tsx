import { X } from 'lucide-react'
import { VisibleText } from '#components/shared/visible-text.tsx'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import { formatWholeTime } from '#lib/format/record-time.ts'
import { toTimeEntry } from '#lib/format/time-entry.ts'
import { otherConditions } from './conditions.ts'
import type { MessagesQuery } from './messages-query.ts'

/** The filters that are not shown in the line of fields; each can be removed. */
export function ConditionChips({
  query,
  onAsk,
}: {
  query: MessagesQuery
  onAsk: (change: Partial<MessagesQuery>) => void
}) {
  const timeZone = useTimeZone()
  const end = toTimeEntry(query.to)
  const conditions = otherConditions(query)
  if (conditions.length === 0) return null
  return (
    <ul aria-label="Filters" className="mb-2.5 flex flex-wrap gap-1.5">
      {conditions.map(({ id, text, without }) => (
        <li key={id}>
          <button
            type="button"
            title="Remove filter"
            onClick={() => onAsk(without)}
            className="flex max-w-96 items-center gap-1.5 rounded-full bg-accent-soft px-2.5 py-px text-accent text-small hover:brightness-95"
          >
            <span className="truncate">
              {id === 'to' && typeof end === 'number' ? (
                `before ${formatWholeTime(end, timeZone)}`
              ) : (
                <VisibleText text={text} />
              )}
            </span>
            <X className="size-3 shrink-0" aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
