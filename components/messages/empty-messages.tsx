import { EmptyState } from '#components/shared/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ScanState } from '#lib/client/message-scan.ts'
import { counted, formatNumber } from '#lib/format/number.ts'
import { isNarrowed, type MessagesQuery } from './messages-query.ts'

interface EmptyMessagesProps {
  scan: ScanState
  query: MessagesQuery
  onAsk: (change: Partial<MessagesQuery>) => void
  onGoOn: () => void
}

/** No rows: why, and what to do next. */
export function EmptyMessages({ scan, query, onAsk, onGoOn }: EmptyMessagesProps) {
  const { phase, done, partitions, progress, cursor, problems } = scan
  if (query.from === 'live' && (phase === 'reading' || phase === 'connecting')) {
    return (
      <EmptyState title="Waiting for the next record">
        It appears here as soon as it is written{isNarrowed(query) && ', if it matches'}. Nothing has to be refreshed.
      </EmptyState>
    )
  }
  if (phase === 'reading' || phase === 'connecting') {
    if (progress.scanned === 0) return null
    return (
      <EmptyState title="Nothing found yet">
        {counted(progress.scanned, 'record')} read; it goes on until something matches, or all is read.
      </EmptyState>
    )
  }
  if (cursor !== null && (phase === 'stopped' || done?.reason === 'budget')) {
    return (
      <EmptyState title="Nothing found so far" action={<Button onClick={onGoOn}>Continue</Button>}>
        {counted(progress.scanned, 'record')} were read, and there are more.
      </EmptyState>
    )
  }
  if (phase !== 'done' || done?.reason !== 'end') return null
  if (problems.length > 0) {
    return <EmptyState title="Nothing could be shown">What stood in the way is said above. Run asks again.</EmptyState>
  }
  if (isNarrowed(query)) {
    const clear = { contains: '', filter: '', key: null, header: '' }
    return (
      <EmptyState title="No record matches" action={<Button onClick={() => onAsk(clear)}>Show all</Button>}>
        All {formatNumber(progress.scanned)} records of this range were looked at.
        {query.case === 'match' && query.contains !== '' && ' Capital letters count: Aa beside the text changes that.'}
      </EmptyState>
    )
  }
  if (done.aborted > 0) {
    return (
      <EmptyState
        title="Only records of aborted transactions"
        action={<Button onClick={() => onAsk({ isolation: 'uncommitted' })}>Show them</Button>}
      >
        {counted(done.aborted, 'record')} were given up, so that consumers that read committed skip them.
      </EmptyState>
    )
  }
  const isEmpty = partitions.every(({ startOffset, endOffset }) => endOffset !== null && endOffset <= startOffset)
  if (isEmpty) {
    return (
      <EmptyState
        title="This topic has no messages"
        action={<Button onClick={() => onAsk({ from: 'live' })}>Follow it live</Button>}
      >
        {query.partitions === ''
          ? 'Nothing was written, or retention has removed it.'
          : 'The partitions chosen are empty.'}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="Nothing in this range"
      action={
        <>
          <Button onClick={() => onAsk({ from: 'newest', to: '' })}>Show the newest</Button>{' '}
          <Button onClick={() => onAsk({ from: 'live', to: '' })}>Follow it live</Button>
        </>
      }
    >
      The topic has messages, but none from there on.
    </EmptyState>
  )
}
