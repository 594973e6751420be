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
        <EmptyState title="Waiting for the next message">
          It appears here as soon as it is produced{isNarrowed(query) && ' and matches the filters'}.
        </EmptyState>
      )
    case 'searching':
      return (
        <EmptyState title="No match yet">
          {counted(scanned, 'message')} searched; the search continues until something matches or the end is reached.
        </EmptyState>
      )
    case 'paused':
      return (
        <EmptyState title="No match so far" action={<Button onClick={onGoOn}>Continue</Button>}>
          {counted(scanned, 'message')} searched; there are more.
        </EmptyState>
      )
    case 'failed':
      return <EmptyState title="No messages could be read">The reason is shown above. Run tries again.</EmptyState>
    case 'no-match':
      return <NoMatch scanned={scanned} query={query} isWhole={scan.problems.every(isNote)} onAsk={onAsk} />
    case 'aborted':
      return (
        <EmptyState
          title="Only messages of aborted transactions"
          action={<Button onClick={() => onAsk({ isolation: 'uncommitted' })}>Show them</Button>}
        >
          {counted(scan.done?.aborted ?? 0, 'message was', 'messages were')} aborted; consumers with read_committed skip
          them.
        </EmptyState>
      )
    case 'empty-topic':
      return (
        <EmptyState
          title="This topic has no messages"
          action={<Button onClick={() => onAsk({ from: 'live' })}>Follow it live</Button>}
        >
          {query.partitions === ''
            ? 'Nothing was produced yet, or retention has deleted everything.'
            : 'The selected partitions are empty.'}
        </EmptyState>
      )
    case 'empty-range':
      return (
        <EmptyState
          title="No messages in this range"
          action={
            <>
              <Button onClick={() => onAsk({ from: 'newest', to: '' })}>Show newest</Button>{' '}
              <Button onClick={() => onAsk({ from: 'live', to: '' })}>Follow it live</Button>
            </>
          }
        >
          The topic has messages, but none in this range.
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
    <EmptyState title="No message matches" action={<Button onClick={() => onAsk(noConditions)}>Show all</Button>}>
      {describeScanned(scanned, isWhole)}
      {query.case === 'match' && query.contains !== '' && ' The search matches case; Aa beside the text ignores it.'}
    </EmptyState>
  )
}

function describeScanned(scanned: number, isWhole: boolean): string {
  if (!isWhole) return `${counted(scanned, 'message')} searched; the parts that could not be read are listed above.`
  if (scanned === 0) return 'There are no messages in this range.'
  if (scanned === 1) return 'The only message in this range was searched.'
  return `All ${counted(scanned, 'message')} in this range were searched.`
}

const noConditions: Partial<MessagesQuery> = { contains: '', filter: '', key: null, header: '' }
