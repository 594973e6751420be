'use client'

import { useId, useState } from 'react'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { type Failure, FailureList } from '#components/shared/failure-list.tsx'
import { Field } from '#components/shared/field.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { Select } from '#components/ui/select.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useDeleteGroupOffsets } from '#lib/client/use-groups.ts'
import { deleteGroupOffsetsCommand } from '#lib/commands/groups.ts'
import type { Group, GroupTopicItem } from '#lib/contract/groups.ts'
import { counted, formatNumber } from '#lib/format/number.ts'

interface DeleteGroupOffsetsDialogProps {
  cluster: string
  group: Group
  onClose: () => void
}

/** For a topic that the group no longer consumes: its offsets there count as lag until they are deleted. */
export function DeleteGroupOffsetsDialog({ cluster, group, onClose }: DeleteGroupOffsetsDialogProps) {
  // Topics without a member come first, because those are meant most often.
  const topics = group.topics.toSorted((a, b) => (a.memberCount ?? 0) - (b.memberCount ?? 0))
  const [topic, setTopic] = useState(topics[0]?.topic ?? '')
  const { trigger, isMutating, error, reset } = useDeleteGroupOffsets(cluster, group.id)
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const id = useId()
  const chosen = topics.find((candidate) => candidate.topic === topic)
  const submit = async () => {
    const done = await trigger({ topic }).catch(() => null)
    if (!done) return
    toast.success(`${counted(done.deleted.length, 'committed offset')} on ${topic} deleted`)
    setFailures(done.failures)
    if (done.failures.length === 0) onClose()
  }
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title="Delete offsets for a topic"
      description="The committed offsets of the group on this topic are deleted, and the topic no longer counts towards its lag. A consumer that reads it again starts where its auto.offset.reset says. This cannot be undone."
      action="Delete offsets"
      look="danger"
      nameToType={group.id}
      isPending={isMutating}
      error={error}
      disabledBecause={chosen?.memberCount ? 'Members of the group consume this topic; stop them first' : null}
      onSubmit={submit}
    >
      <Field id={id} label="Topic" hint={chosen && describeTopic(chosen)}>
        <Select
          id={id}
          value={topic}
          options={topics.map((candidate) => ({ value: candidate.topic, label: candidate.topic }))}
          onChange={(value) => {
            setTopic(value)
            setFailures([])
            reset()
          }}
        />
      </Field>
      {failures.length > 0 && (
        <FailureList
          title={`Offsets of ${counted(failures.length, 'partition')} could not be deleted.`}
          failures={failures}
        />
      )}
      <DialogCommand
        cluster={cluster}
        make={(client) => deleteGroupOffsetsCommand(client, group.id, topic)}
        isShown={topic !== ''}
      />
    </FormDialog>
  )
}

function describeTopic({ partitionCount, lag, memberCount }: GroupTopicItem): string {
  const shownLag = lag === null ? 'lag unknown' : `lag ${formatNumber(lag)}`
  const members =
    memberCount === null
      ? 'members unknown'
      : memberCount === 0
        ? 'no members assigned'
        : `${counted(memberCount, 'member')} assigned`
  return `${counted(partitionCount, 'partition')}, ${shownLag}; ${members}`
}
