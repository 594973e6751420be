import type { ReactNode } from 'react'
import type { Column } from '#components/shared/data-table/column.ts'
import { TableFrame } from '#components/shared/data-table/table-frame.tsx'
import { explainError } from '#components/shared/error-help.ts'
import { ItemLink } from '#components/shared/item-link.tsx'
import { MiddleShortened } from '#components/shared/long-text.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Explained } from '#components/ui/explained.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { ApiError } from '#lib/client/api-error.ts'
import type { Compared } from './compared.ts'

interface CompareTableProps<Item extends object> {
  caption: string
  /** The columns of the list, which are the rows here. */
  figures: readonly Column<Item>[]
  compared: readonly Compared<Item>[]
}

const look = 'h-row whitespace-nowrap border-line border-b px-3 group-last:border-b-0'
const headLook =
  'border-line border-b bg-sunken px-3 py-2 font-medium text-small first:rounded-tl-card last:rounded-tr-card'

/** Figures as rows, what is compared as columns. Where all are the same the row steps back. */
export function CompareTable<Item extends object>({ caption, figures, compared }: CompareTableProps<Item>) {
  return (
    <TableFrame caption={caption} isBusy={compared.some(({ item, error }) => item === undefined && !error)}>
      <thead>
        <tr>
          <th scope="col" className={classNames(headLook, 'text-left text-muted')}>
            Figure
          </th>
          {compared.map((one) => (
            <th key={one.id} scope="col" className={classNames(headLook, 'text-right')}>
              <Head one={one} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure.id} className={classNames('group', isSame(figure, compared) && 'text-muted')}>
            <th scope="row" className={classNames(look, 'text-left font-normal text-muted')}>
              {figure.explain ? <Explained text={figure.explain}>{figure.header}</Explained> : figure.header}
            </th>
            {compared.map(({ id, item, error }) => (
              <td key={id} className={classNames(look, 'text-right tabular-nums')}>
                <span className="inline-flex justify-end">
                  {item && !isGone(error) ? (
                    figure.cell(item)
                  ) : error ? (
                    <span className="text-faint">–</span>
                  ) : (
                    <Skeleton className="w-12" />
                  )}
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  )
}

function Head<Item>({ one: { name, href, item, error } }: { one: Compared<Item> }): ReactNode {
  const gone = isGone(error)
  return (
    <span className="flex min-w-28 flex-col items-end gap-1">
      <ItemLink href={href} title={name} className="flex min-w-0 max-w-64">
        <MiddleShortened text={name} />
      </ItemLink>
      {gone && <Badge tone="bad">{item === undefined ? 'does not exist' : 'deleted'}</Badge>}
      {!gone && Boolean(error) && <Badge tone="warn">{explainError(error).title}</Badge>}
    </span>
  )
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'not-found'
}

/** Whether all that are known have the same; what is shown by more than one field counts as different. */
function isSame<Item extends object>({ sort }: Column<Item>, compared: readonly Compared<Item>[]): boolean {
  if (sort === undefined) return false
  const values = compared.flatMap(({ item, error }) => (item && !isGone(error) ? [Reflect.get(item, sort)] : []))
  return values.length > 1 && values.every((value) => value === values[0])
}
