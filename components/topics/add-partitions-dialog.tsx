'use client'

import { useId, useState } from 'react'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { Field } from '#components/shared/field.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useAddPartitions } from '#lib/client/use-topics.ts'
import { addPartitionsCommand } from '#lib/commands/topics.ts'
import type { Topic } from '#lib/contract/topics.ts'
import { counted } from '#lib/format/number.ts'

interface AddPartitionsDialogProps {
  cluster: string
  topic: Topic
  onClose: () => void
}

export function AddPartitionsDialog({ cluster, topic, onClose }: AddPartitionsDialogProps) {
  const current = topic.partitionCount ?? 0
  const [entered, setEntered] = useState(String(current + 1))
  const { trigger, isMutating, error } = useAddPartitions(cluster, topic.name)
  const id = useId()
  const count = /^\d+$/.test(entered.trim()) ? Number(entered) : Number.NaN
  const isMore = count > current
  const submit = async () => {
    const done = await trigger({ count }).catch(() => null)
    if (!done) return
    toast.success(`${topic.name} has ${counted(done.partitionCount, 'partition')} now`)
    onClose()
  }
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={`Add partitions to ${topic.name}`}
      description="The partition of a key depends on the number of partitions. After this change, new messages of a key may go to another partition than the earlier ones, so their order across the change is not guaranteed. Partitions cannot be removed again."
      action="Add partitions"
      isPending={isMutating}
      error={error}
      disabledBecause={isMore ? null : `The topic already has ${counted(current, 'partition')}; enter a higher number`}
      onSubmit={submit}
    >
      <Field id={id} label="Total number of partitions" hint={isMore && `${count - current} more than now`}>
        <Input id={id} inputMode="numeric" value={entered} onChange={(event) => setEntered(event.target.value)} />
      </Field>
      <DialogCommand
        cluster={cluster}
        make={(client) => addPartitionsCommand(client, topic.name, count)}
        isShown={isMore}
      />
    </FormDialog>
  )
}
