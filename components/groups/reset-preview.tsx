import { classNames } from '#components/ui/class-names.ts'
import type { OffsetResetReply } from '#lib/contract/group-offsets.ts'
import { counted, formatNumber } from '#lib/format/number.ts'
import { describeChange, type ResetRow, summarizeReset } from './reset-words.ts'

const SHOWN = 200

const headLook = 'sticky top-0 bg-sunken px-3 py-1.5 text-left font-medium text-muted text-small'
const cellLook = 'whitespace-nowrap border-line border-t px-3 py-1.5'

/** The new offset of each partition. */
export function ResetPreview({ plan: { rows } }: { plan: OffsetResetReply }) {
  const failed = rows.filter(({ error }) => error !== undefined).length
  return (
    <section aria-label="Preview" className="flex flex-col gap-2">
      <p aria-live="polite">
        <strong className="font-semibold">{summarizeReset(rows)}.</strong>
        {failed > 0 && failed < rows.length && (
          <span className="block text-warn">
            {`${counted(rows.length - failed, 'partition')} will be reset, ${failed} will not; the table gives the reasons.`}
          </span>
        )}
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
                <th scope="col" className={classNames(headLook, 'max-sm:hidden')}>
                  Result
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
  const { topic, partition, before, after, change, error } = row
  const isMoved = error === undefined && before !== after
  // On a phone the consequence is a line of its own below, which belongs to the row.
  const look = classNames(cellLook, 'max-sm:pb-0')
  return (
    <>
      <tr>
        <th scope="row" className={classNames(look, 'max-w-48 truncate text-left font-normal')} title={topic}>
          {topic}
        </th>
        <td className={classNames(look, 'text-right tabular-nums')}>{partition}</td>
        <td className={classNames(look, 'text-right text-muted tabular-nums')}>{show(before)}</td>
        <td className={classNames(look, 'text-right tabular-nums', isMoved && 'font-semibold')}>
          {error === undefined ? show(after) : ''}
        </td>
        <td className={classNames(look, 'text-right tabular-nums', isMoved || 'text-muted')}>
          {error === undefined ? showChange(change) : ''}
        </td>
        <td className={classNames(cellLook, 'min-w-52 whitespace-normal max-sm:hidden')}>
          <Meaning row={row} />
        </td>
      </tr>
      <tr className="sm:hidden">
        <td colSpan={5} className="px-3 pb-1.5 text-small">
          <Meaning row={row} />
        </td>
      </tr>
    </>
  )
}

function Meaning({ row }: { row: ResetRow }) {
  // Its note would only repeat that.
  const staysEmpty = row.before === null && row.after === null
  return (
    <>
      <span className={row.error === undefined ? 'text-muted' : 'text-bad'}>{describeChange(row)}</span>
      {row.note !== null && !staysEmpty && <span className="block text-small text-warn">{row.note}</span>}
    </>
  )
}

function show(offset: number | null): string {
  return offset === null ? 'none' : formatNumber(offset)
}

function showChange(change: number | null): string {
  if (change === null) return ''
  return change > 0 ? `+${formatNumber(change)}` : formatNumber(change).replace('-', '−')
}
