import { EmptyState } from '#components/shared/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'
import type { ScanState } from '#lib/client/message-scan.ts'
import { counted } from '#lib/format/number.ts'
import { isNote } from '#lib/format/scan-words.ts'
import { emptyReason } from './empty-reason.ts'
import { isNarrowed, type MessagesQuery } from './messages-query.ts'

interface EmptyMessagesProps {
  scan: ScanState
  query: MessagesQuery
  onAsk: (change: Partial<MessagesQuery>) => void
  onGoOn: () => void
}

/** Why there are no rows, and what to do next. */
export function EmptyMessages({ scan, query, onAsk, onGoOn }: EmptyMessagesProps) {
  const reason = emptyReason(scan, query)
  const { scanned } = scan.progress
  switch (reason) {
    case null:
    // All partitions are searched next.
    case 'not-in-partition':
      return null
    case 'waiting':
      return (
        <EmptyState title="Waiting for the next record">
          It appears here as soon as it is written{isNarrowed(query) && ', if it matches'}. Nothing has to be refreshed.
        </EmptyState>
      )
    case 'searching':
      return (
        <EmptyState title="Nothing found yet">
          {counted(scanned, 'record')} read; it goes on until something matches, or all is read.
        </EmptyState>
      )
    case 'paused':
      return (
        <EmptyState title="Nothing found so far" action={<Button onClick={onGoOn}>Continue</Button>}>
          {counted(scanned, 'record was', 'records were')} read, and there are more.
        </EmptyState>
      )
    case 'failed':
      return (
        <EmptyState title="Nothing could be shown">What stood in the way is said above. Run asks again.</EmptyState>
      )
    case 'no-match':
      return <NoMatch scanned={scanned} query={query} isWhole={scan.problems.every(isNote)} onAsk={onAsk} />
    case 'aborted':
      return (
        <EmptyState
          title="Only records of aborted transactions"
          action={<Button onClick={() => onAsk({ isolation: 'uncommitted' })}>Show them</Button>}
        >
          {counted(scan.done?.aborted ?? 0, 'record was', 'records were')} given up, so that consumers that read
          committed skip them.
        </EmptyState>
      )
    case 'empty-topic':
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
    case 'empty-range':
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
    default:
      return reason satisfies never
  }
}

type NoMatchActions = Pick<EmptyMessagesProps, 'onAsk'>

interface NoMatchProps extends NoMatchActions {
  scanned: number
  query: MessagesQuery
  /** Whether everything was searched without problems. */
  isWhole: boolean
}

function NoMatch({ scanned, query, isWhole, onAsk }: NoMatchProps) {
  return (
    <EmptyState title="No record matches" action={<Button onClick={() => onAsk(noConditions)}>Show all</Button>}>
      {describeScanned(scanned, isWhole)}
      {query.case === 'match' && query.contains !== '' && ' Capital letters count: Aa beside the text changes that.'}
    </EmptyState>
  )
}

function describeScanned(scanned: number, isWhole: boolean): string {
  if (!isWhole) return `${counted(scanned, 'record was', 'records were')} looked at; what could not be is said above.`
  if (scanned === 0) return 'There are no records in this range.'
  if (scanned === 1) return 'The only record of this range was looked at.'
  return `All ${counted(scanned, 'record')} of this range were looked at.`
}

const noConditions: Partial<MessagesQuery> = { contains: '', filter: '', key: null, header: '' }
