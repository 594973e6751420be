import { classNames } from '#components/ui/class-names.ts'
import type { OffsetResetReply } from '#lib/contract/group-offsets.ts'
import { counted, formatNumber } from '#lib/format/number.ts'
import { describeChange, type ResetRow, summarizeReset } from './reset-form.ts'

const SHOWN = 200

const headLook = 'sticky top-0 bg-sunken px-3 py-1.5 text-left font-medium text-muted text-small'
const cellLook = 'whitespace-nowrap border-line border-t px-3 py-1.5'

/** What would become of each partition. */
export function ResetPreview({ plan: { rows } }: { plan: OffsetResetReply }) {
  return (
    <section aria-label="Preview" className="flex flex-col gap-2">
      <p aria-live="polite">
        <strong className="font-semibold">{summarizeReset(rows)}.</strong>
      </p>
      {rows.length > 0 && (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
          tabIndex={0}
          aria-label="Partitions"
          className="max-h-64 overflow-auto rounded-control border border-line"
        >
          <table className="w-full border-separate border-spacing-0">
            <thead>
              <tr>
                <th scope="col" className={headLook}>
                  Topic
                </th>
                {['#', 'Before', 'After', 'Change'].map((name) => (
                  <th key={name} scope="col" className={classNames(headLook, 'text-right')}>
                    {name}
                  </th>
                ))}
                <th scope="col" className={headLook}>
                  What it means
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, SHOWN).map((row) => (
                <PreviewRow key={`${row.topic} ${row.partition}`} row={row} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {rows.length > SHOWN && (
        <p className="text-muted text-small">{`and ${counted(rows.length - SHOWN, 'partition')} more`}</p>
      )}
    </section>
  )
}

function PreviewRow({ row }: { row: ResetRow }) {
  const { topic, partition, before, after, change, note, error } = row
  const isMoved = error === undefined && before !== after
  return (
    <tr>
      <th scope="row" className={classNames(cellLook, 'max-w-48 truncate text-left font-normal')} title={topic}>
        {topic}
      </th>
      <td className={classNames(cellLook, 'text-right tabular-nums')}>{partition}</td>
      <td className={classNames(cellLook, 'text-right text-muted tabular-nums')}>{show(before)}</td>
      <td className={classNames(cellLook, 'text-right tabular-nums', isMoved && 'font-semibold')}>{show(after)}</td>
      <td className={classNames(cellLook, 'text-right tabular-nums', isMoved || 'text-muted')}>{showChange(change)}</td>
      <td
        className={classNames(cellLook, 'min-w-52 whitespace-normal', error !== undefined ? 'text-bad' : 'text-muted')}
      >
        {describeChange(row)}
        {note !== null && <span className="block text-small text-warn">{note}</span>}
      </td>
    </tr>
  )
}

function show(offset: number | null): string {
  return offset === null ? 'none' : formatNumber(offset)
}

function showChange(change: number | null): string {
  if (change === null) return ''
  return change > 0 ? `+${formatNumber(change)}` : formatNumber(change).replace('-', '−')
}
