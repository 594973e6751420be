'use client'

import { useId, useState } from 'react'
import { DateTimeField } from '#components/shared/date-time-field.tsx'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { FailureList } from '#components/shared/failure-list.tsx'
import { Field } from '#components/shared/field.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Select } from '#components/ui/select.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useTruncateTopic } from '#lib/client/use-topics.ts'
import { truncateCommand } from '#lib/commands/topics.ts'
import type { Topic, TruncationReply, TruncationRequest } from '#lib/contract/topics.ts'
import { counted } from '#lib/format/number.ts'
import { fromTimeEntry, type TimeEntry } from '#lib/format/time-entry.ts'

const choices = [
  { value: 'all', label: 'All messages' },
  { value: 'offset', label: 'Before an offset' },
  { value: 'time', label: 'Before a time' },
] as const

interface TruncateDialogProps {
  cluster: string
  topic: Topic
  onClose: () => void
}

/** Deletes messages from the start of each partition; the topic stays. */
export function TruncateDialog({ cluster, topic, onClose }: TruncateDialogProps) {
  const [what, setWhat] = useState<(typeof choices)[number]['value']>('all')
  const [partition, setPartition] = useState(0)
  const [offset, setOffset] = useState('')
  const [time, setTime] = useState<TimeEntry>('')
  const [failures, setFailures] = useState<TruncationReply['failures']>([])
  const { trigger, isMutating, error } = useTruncateTopic(cluster, topic.name)
  const [offsetId, partitionId, timeId] = [useId(), useId(), useId()]
  const ids = Array.from({ length: topic.partitionCount ?? 0 }, (_, id) => id)

  const request = readRequest(what, partition, offset, time)
  const cuts =
    request && 'partitions' in request
      ? [{ partition, beforeOffset: Number(offset) }]
      : ids.map((id) => ({ partition: id, beforeOffset: -1 }))
  const submit = async () => {
    const done = request && (await trigger(request).catch(() => null))
    if (!done) return
    const { partitions, failures } = done
    if (partitions.length > 0) toast.success(`Messages deleted in ${counted(partitions.length, 'partition')}`)
    setFailures(failures)
    if (failures.length === 0) onClose()
  }
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={`Delete messages of ${topic.name}`}
      description="Deletes messages from the start of each partition up to a point. This cannot be undone. The offsets of the remaining messages do not change; a group whose committed offset is deleted goes on where its auto.offset.reset says, by default at the end, which skips all that remains."
      action="Delete messages"
      look="danger"
      nameToType={topic.name}
      isPending={isMutating}
      error={error}
      disabledBecause={request ? null : 'Enter up to which point to delete'}
      onSubmit={submit}
    >
      {topic.cleanupPolicy === 'compact' && (
        <Notice tone="warn" title="The cleanup policy of this topic is compact.">
          Kafka refuses to delete messages unless cleanup.policy includes delete. To delete a single key, produce a
          tombstone: a message with that key and a null value.
        </Notice>
      )}
      <div>
        <Segmented label="Which messages" value={what} options={choices} onChange={setWhat} />
      </div>
      {what === 'offset' && (
        <div className="flex gap-3">
          <Field id={partitionId} label="Partition">
            <Select
              id={partitionId}
              value={partition}
              options={ids.map((id) => ({ value: id, label: String(id) }))}
              onChange={setPartition}
            />
          </Field>
          <Field id={offsetId} label="New start offset">
            <Input
              id={offsetId}
              inputMode="numeric"
              value={offset}
              onChange={(event) => setOffset(event.target.value)}
            />
          </Field>
        </div>
      )}
      {what === 'time' && (
        <Field
          id={timeId}
          label="Delete messages before"
          hint="By message timestamp"
          problem={isAhead(time) ? 'This time is in the future. To delete everything, choose All messages' : null}
        >
          <DateTimeField id={timeId} value={time} onChange={setTime} />
        </Field>
      )}
      {failures.length > 0 && (
        <FailureList
          title={`Messages of ${counted(failures.length, 'partition')} could not be deleted.`}
          failures={failures}
        />
      )}
      <DialogCommand
        cluster={cluster}
        make={(client) => truncateCommand(client, topic.name, cuts)}
        isShown={request !== null && what !== 'time'}
      />
    </FormDialog>
  )
}

function readRequest(what: string, id: number, offset: string, time: TimeEntry): TruncationRequest | null {
  if (what === 'all') return { all: true }
  if (what === 'offset') {
    return /^\d+$/.test(offset.trim()) ? { partitions: [{ id, beforeOffset: Number(offset) }] } : null
  }
  return typeof time === 'string' || isAhead(time) ? null : { before: fromTimeEntry(time) }
}

function isAhead(time: TimeEntry): boolean {
  return typeof time === 'number' && time > Date.now()
}
