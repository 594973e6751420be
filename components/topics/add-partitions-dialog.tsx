'use client'

import { useId, useState } from 'react'
import { toast } from 'sonner'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { Field } from '#components/shared/field.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { Input } from '#components/ui/input.tsx'
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
      title={`More partitions for ${topic.name}`}
      description="A key goes to the partition that its hash points to, and with more partitions it points elsewhere: records of one key written before and after lie in different partitions, and their order is no longer kept. Partitions cannot be taken away again."
      action="Add"
      isPending={isMutating}
      error={error}
      disabledBecause={isMore ? null : `It has ${current} already; enter more`}
      onSubmit={submit}
    >
      <Field id={id} label="Partitions in all" hint={isMore && `${counted(count - current, 'more', 'more')} than now`}>
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
