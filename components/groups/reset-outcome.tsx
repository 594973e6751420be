'use client'

import { explainError } from '#components/shared/error-help.ts'
import { saveText } from '#components/shared/save-text.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useResetOffsets } from '#lib/client/use-groups.ts'
import type { OffsetResetReply } from '#lib/contract/group-offsets.ts'
import { counted } from '#lib/format/number.ts'
import { makeOffsetsFile } from './reset-rows.ts'
import { rowsBefore, summarizeReset } from './reset-words.ts'

/** The result, as verified by reading it back from the cluster where possible. */
export interface DoneReset {
  readonly kind: 'reset' | 'undo'
  readonly atMs: number
  readonly rows: OffsetResetReply['rows']
  /** Why it could not be verified. */
  readonly unverified: string | undefined
}

interface ResetOutcomeProps {
  cluster: string
  group: string
  done: DoneReset
  onChange: (done: DoneReset) => void
  onDismiss: () => void
}

const NAMED_FAILURES = 3

/** Stays on the page until it is dismissed, because the previous offsets are known only here. */
export function ResetOutcome({ cluster, group, done, onChange, onDismiss }: ResetOutcomeProps) {
  const { trigger, isMutating, error } = useResetOffsets(cluster, group)
  const failures = done.rows.filter((row) => row.error !== undefined)
  const before = rowsBefore(done.rows)
  const moved = counted(before.length, 'partition')
  const undo = async () => {
    const undone = await trigger({ to: { type: 'rows', rows: before } }).catch(() => null)
    if (undone)
      onChange({
        kind: done.kind === 'reset' ? 'undo' : 'reset',
        atMs: Date.now(),
        rows: undone.rows,
        unverified: undone.unverified,
      })
  }
  const save = () =>
    saveText('offsets-before.json', makeOffsetsFile(cluster, group, done.atMs, before), 'application/json')
  return (
    <Notice
      tone={failures.length > 0 || error || done.unverified !== undefined ? 'warn' : 'ok'}
      title={done.kind === 'reset' ? `Offsets of ${moved} were reset.` : `Undone: offsets of ${moved} restored.`}
      className="mb-4"
      actions={
        <>
          {before.length > 0 && (
            <>
              <Button onClick={undo} isPending={isMutating}>
                {done.kind === 'reset' ? 'Undo' : 'Redo'}
              </Button>
              <Button onClick={save} tip="Save a file from which the previous offsets can be restored later">
                Save previous offsets
              </Button>
            </>
          )}
          <Button look="ghost" onClick={onDismiss}>
            Dismiss
          </Button>
        </>
      }
    >
      {done.unverified === undefined
        ? 'Verified.'
        : `Kafka accepted the offsets, but they could not be verified: ${done.unverified}`}{' '}
      {/* An undo restores the previous offsets: a warning that messages are skipped again would only alarm. */}
      {done.kind === 'reset'
        ? `${summarizeReset(done.rows, 'done')}.`
        : failures.length === 0 && 'All committed offsets are as before the reset.'}
      {failures.slice(0, NAMED_FAILURES).map((row) => (
        <span key={`${row.topic} ${row.partition}`} className="block">
          {row.topic}, partition {row.partition}: {row.error}
        </span>
      ))}
      {failures.length > NAMED_FAILURES && (
        <span className="block">{`and ${counted(failures.length - NAMED_FAILURES, 'partition')} more`}</span>
      )}
      {error !== undefined && <FailedUndo error={error} />}
    </Notice>
  )
}

function FailedUndo({ error }: { error: unknown }) {
  const { title, message, check } = explainError(error)
  return (
    <span role="alert" className="block font-medium">
      Undo failed. {title}: {message} {check}
    </span>
  )
}
