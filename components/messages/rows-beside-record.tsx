import type { ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'

interface RowsBesideRecordProps {
  /** null: none is open. */
  record: ReactNode
  children: ReactNode
}

/** Rows, and on a wide screen the record that is open beside them. */
export function RowsBesideRecord({ record, children }: RowsBesideRecordProps) {
  return (
    <div
      className={classNames(
        'grid min-h-60 flex-1 grid-rows-[minmax(0,1fr)] gap-3.5',
        record !== null && 'xl:grid-cols-[minmax(0,1fr)_24.5rem]',
      )}
    >
      <div className="flex min-h-0 min-w-0 flex-col">{children}</div>
      {record}
    </div>
  )
}
