import { ErrorNotice } from '#components/shared/error-notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { writeFieldPath } from '#lib/format/field-path.ts'
import { ChosenBar } from './chosen-bar.tsx'
import { EmptyMessages } from './empty-messages.tsx'
import { LoadMore } from './load-more.tsx'
import { MessagesTable } from './messages-table.tsx'
import { OpenRecord } from './open-record.tsx'
import { Pointing } from './pointing.tsx'
import { RowsBesideRecord } from './rows-beside-record.tsx'
import type { MessagesPage } from './use-messages-page.ts'

/** The records that were found, or why there are none, and the one that is open. */
export function MessagesFound({ page }: { page: MessagesPage }) {
  const { cluster, topic, query, problem, scan, view, chosen, isLive, isReading } = page
  const isEmpty = view.rows.length === 0
  return (
    <RowsBesideRecord record={page.record === null ? null : <Opened page={page} id={page.record} />}>
      <ChosenBar
        cluster={cluster}
        topic={topic}
        ids={chosen.ids}
        rows={view.rows}
        formats={query}
        onClear={chosen.clear}
      />
      {!isEmpty && (
        <Pointing {...page.actions}>
          <MessagesTable
            key={view.generation}
            rows={view.rows}
            columns={page.columns}
            openId={page.record}
            hrefOf={page.hrefOf}
            onOpen={page.open}
            onClose={page.close}
            isBusy={isReading}
            chosen={chosen}
            onTopChange={isLive ? view.setAtTop : undefined}
            footer={page.hasMore && <LoadMore onClick={scan.goOn} />}
          />
        </Pointing>
      )}
      {scan.phase === 'failed' && !problem && (
        <ErrorNotice
          error={scan.error}
          retry={scan.cursor === null && !isLive ? scan.run : page.goOn}
          isRetrying={false}
        />
      )}
      {page.apiQuery && isEmpty && <EmptyMessages scan={scan} query={query} onAsk={page.ask} onGoOn={scan.goOn} />}
      {page.isBeginning && isEmpty && <Loading />}
    </RowsBesideRecord>
  )
}

function Opened({ page, id }: { page: MessagesPage; id: string }) {
  const { view, hrefOf, addColumn } = page
  return (
    <OpenRecord
      cluster={page.cluster}
      topic={page.topic}
      id={id}
      rows={view.rows}
      mayCome={page.isReading && view.rows.length === 0}
      formats={page.query}
      link={hrefOf(id)}
      onOpen={page.open}
      onClose={page.close}
      onColumn={(path) => addColumn(writeFieldPath(path))}
      actions={page.actions}
    />
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading" className="rounded-card border border-line bg-surface shadow-card">
      {Array.from({ length: 8 }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={place} className="flex h-row items-center gap-6 border-line border-b px-3 last:border-b-0">
          <Skeleton className="w-24" />
          <Skeleton className="w-12" />
          <Skeleton className="w-20" />
          <Skeleton className="flex-1" />
        </div>
      ))}
    </div>
  )
}
