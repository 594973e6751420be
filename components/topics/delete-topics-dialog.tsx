'use client'

import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { explainError } from '#components/shared/error-help.ts'
import { type Failure, FailureList } from '#components/shared/failure-list.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { toast } from '#components/ui/toast.tsx'
import { ApiError } from '#lib/client/api-error.ts'
import { useDeleteTopics } from '#lib/client/use-topics.ts'
import { deleteTopicsCommand } from '#lib/commands/topics.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { counted } from '#lib/format/number.ts'
import { LastWrites } from './last-writes.tsx'

interface DeleteTopicsDialogProps {
  cluster: string
  names: readonly string[]
  onClose: () => void
  /** Called for each deleted topic. */
  onDeleted?: (name: string) => void
}

/** Deletes topics one after the other; those that could not be deleted stay, each with the reason. */
export function DeleteTopicsDialog({ cluster, names, onClose, onDeleted }: DeleteTopicsDialogProps) {
  const [left, setLeft] = useState(names)
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const [isPending, setPending] = useState(false)
  const remove = useRemove(cluster)
  const leave = useLeave(cluster)
  const [only] = left
  const isOne = left.length === 1 && only !== undefined
  const them = isOne ? 'it' : 'them'

  const submit = async () => {
    setPending(true)
    // Before the deletion: afterwards its page would only say that there is no such topic.
    const hasLeft = isOne && leave(only)
    const failed: Failure[] = []
    for (const name of left) {
      const failure = await remove(name)
      if (failure) failed.push(failure)
      else onDeleted?.(name)
    }
    setPending(false)
    const deleted = left.length - failed.length
    if (deleted > 0) toast.success(isOne ? `${only} was deleted` : `${counted(deleted, 'topic')} deleted`)
    if (failed.length === 0) return onClose()
    if (hasLeft) return toast.error(`${only} could not be deleted`, { description: failed[0]?.message })
    setLeft(failed.map(({ scope }) => scope))
    setFailures(failed)
  }
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={isOne ? `Delete ${only}` : `Delete ${counted(left.length, 'topic')}`}
      description={`All messages in ${them} are lost, and clients that produce to ${them} or consume from ${them} fail. This cannot be undone.`}
      action={isOne ? 'Delete topic' : 'Delete topics'}
      look="danger"
      nameToType={isOne ? only : `delete ${left.length} topics`}
      isPending={isPending}
      onSubmit={submit}
    >
      {failures.length > 0 && (
        <FailureList title={`${counted(failures.length, 'topic')} could not be deleted.`} failures={failures} />
      )}
      <LastWrites cluster={cluster} names={left} />
      <DialogCommand cluster={cluster} make={(client) => deleteTopicsCommand(client, left)} />
    </FormDialog>
  )
}

/** Deletes one topic and returns the error, if any. */
function useRemove(cluster: string) {
  const { trigger } = useDeleteTopics(cluster)
  return async (name: string): Promise<Failure | null> => {
    try {
      await trigger(name)
      return null
    } catch (error) {
      // Another client was faster, with the same intent.
      if (error instanceof ApiError && error.code === 'not-found') return null
      return { scope: name, message: explainError(error).message }
    }
  }
}

/** Goes to the list if the page is that of the topic, and returns whether it was. */
function useLeave(cluster: string) {
  const router = useRouter()
  const pathname = usePathname()
  return (topic: string): boolean => {
    const page = pagePaths.topic(cluster, topic)
    const isThere = pathname === page || pathname.startsWith(`${page}/`)
    if (isThere) router.push(pagePaths.topics(cluster))
    return isThere
  }
}
