'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { TimeCell } from '#components/shared/cells.tsx'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { explainError } from '#components/shared/error-help.ts'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { useDeleteTopics } from '#lib/client/use-topics.ts'
import { deleteTopicCommand } from '#lib/commands/topics.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { counted } from '#lib/format/number.ts'

interface DeleteTopicsDialogProps {
  cluster: string
  names: readonly string[]
  /** Of the only one, where that is known. */
  lastWriteAt?: string | null
  onClose: () => void
  onDeleted?: () => void
}

export function DeleteTopicsDialog({
  cluster,
  names,
  lastWriteAt = null,
  onClose,
  onDeleted,
}: DeleteTopicsDialogProps) {
  const { trigger } = useDeleteTopics(cluster)
  const [isPending, setPending] = useState(false)
  const router = useRouter()
  const pathname = usePathname()
  const [only] = names
  const isOne = names.length === 1 && only !== undefined

  const submit = async () => {
    setPending(true)
    // Before it is gone: its page would only say that there is no such topic.
    if (isOne && pathname.startsWith(pagePaths.topic(cluster, only))) router.push(pagePaths.topics(cluster))
    const failed: string[] = []
    for (const name of names) {
      try {
        await trigger(name)
      } catch (error) {
        failed.push(`${name}: ${explainError(error).message}`)
      }
    }
    setPending(false)
    const deleted = names.length - failed.length
    if (deleted > 0) toast.success(isOne ? `${only} was deleted` : `${counted(deleted, 'topic')} deleted`)
    if (failed.length > 0) toast.error('Not everything could be deleted', { description: failed.join('\n') })
    else onDeleted?.()
    onClose()
  }
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={isOne ? `Delete ${only}` : `Delete ${counted(names.length, 'topic')}`}
      description={
        <>
          All messages in {isOne ? 'it' : 'them'} are lost, and programs that read or write {isOne ? 'it' : 'them'}{' '}
          fail. This cannot be undone.
          {lastWriteAt && (
            <>
              {' '}
              It was last written to at{' '}
              <strong className="text-text">
                <TimeCell value={lastWriteAt} />
              </strong>
              .
            </>
          )}
        </>
      }
      action="Delete"
      look="danger"
      nameToType={isOne ? only : `delete ${names.length} topics`}
      isPending={isPending}
      onSubmit={submit}
    >
      {!isOne && (
        <ul className="max-h-40 overflow-auto rounded-control border border-line bg-sunken px-3 py-1.5 font-mono text-small">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
      {isOne && <DialogCommand cluster={cluster} make={(bootstrap) => deleteTopicCommand(bootstrap, only)} />}
    </FormDialog>
  )
}
