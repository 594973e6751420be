import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'

interface PreviewTableProps {
  label: string
  heads: readonly { readonly name: string; readonly isNumber?: boolean }[]
  children: ReactNode
}

/** What an action will do to each of many, in a part of a dialog that scrolls by itself. */
export function PreviewTable({ label, heads, children }: PreviewTableProps) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
      tabIndex={0}
      aria-label={label}
      className="max-h-64 overflow-auto rounded-control border border-line"
    >
      <table className="w-full border-separate border-spacing-0">
        <thead>
          <tr>
            {heads.map(({ name, isNumber }) => (
              <th
                key={name}
                scope="col"
                className={classNames(
                  'sticky top-0 bg-sunken px-3 py-1.5 font-medium text-muted text-small',
                  isNumber ? 'text-right' : 'text-left',
                )}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}

interface PreviewCellProps {
  isNumber?: boolean
  isMuted?: boolean
  children: ReactNode
}

export function PreviewCell({ isNumber, isMuted, children }: PreviewCellProps) {
  return (
    <td
      className={classNames(
        'wrap-anywhere border-line border-t px-3 py-1.5 align-top',
        isNumber && 'text-right tabular-nums',
        isMuted && 'text-muted',
      )}
    >
      {children}
    </td>
  )
}

/** The item that a row is about. */
export function PreviewHead({ children }: { children: ReactNode }) {
  return (
    <th
      scope="row"
      className="wrap-anywhere min-w-32 border-line border-t px-3 py-1.5 text-left align-top font-mono font-normal text-small"
    >
      {children}
    </th>
  )
}
