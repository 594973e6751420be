import type { ReactNode } from 'react'
import { EmptyState } from '#components/shared/empty-state.tsx'
import { ItemLink } from '#components/shared/item-link.tsx'
import { PageHeader } from '#components/shared/page-header.tsx'
import { Card } from '#components/ui/card.tsx'
import { MIN_COMPARED } from './compared.ts'

interface ComparePageProps {
  /** The plural of what is compared. */
  nouns: string
  count: number
  listPath: string
  legend: ReactNode
  chart: ReactNode
  table: ReactNode
}

/** What is compared side by side: a chart of all, and their figures. */
export function ComparePage({ nouns, count, listPath, legend, chart, table }: ComparePageProps) {
  const back = <ItemLink href={listPath} className="text-accent">{`All ${nouns}`}</ItemLink>
  return (
    <>
      <PageHeader title={`Compare ${nouns}`} actions={count >= MIN_COMPARED && back} />
      {count < MIN_COMPARED ? (
        <EmptyState title="Nothing to compare" action={back}>
          {`Select at least ${MIN_COMPARED} ${nouns} in their list, then press Compare.`}
        </EmptyState>
      ) : (
        <>
          <Card className="mb-5">
            {legend}
            {chart}
          </Card>
          {table}
        </>
      )}
    </>
  )
}
