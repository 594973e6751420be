'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useCreateTopic, useTopicConfig } from '#lib/client/use-topics.ts'
import { createTopicCommand } from '#lib/commands/topics.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import type { CreatedTopicReply, Topic } from '#lib/contract/topics.ts'
import { describeValidation, fieldsOfConfigs, type NewTopicForm, readNewTopic } from './new-topic.ts'
import { NewTopicFields } from './new-topic-fields.tsx'

interface CreateTopicDialogProps {
  cluster: string
  /** The topic to duplicate. */
  like?: Topic
  onClose: () => void
}

export function CreateTopicDialog({ cluster, like, onClose }: CreateTopicDialogProps) {
  const router = useRouter()
  const { form, change, missing } = useForm(cluster, like)
  const [tried, setTried] = useState<CreatedTopicReply | null>(null)
  const { trigger, isMutating, error, reset } = useCreateTopic(cluster)
  const { topic, problem: fault } = readNewTopic(form)
  const problem = missing ?? fault

  const edit = (changed: Partial<NewTopicForm>) => {
    change(changed)
    setTried(null)
    reset()
  }
  const attempt = async () => {
    setTried(null)
    setTried(await trigger({ ...topic, dryRun: true }).catch(() => null))
  }
  const create = async () => {
    setTried(null)
    const made = await trigger(topic).catch(() => null)
    if (!made) return
    toast.success(`${made.name} was created`)
    onClose()
    router.push(pagePaths.topic(cluster, made.name))
  }
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={like ? `Duplicate ${like.name}` : 'Create topic'}
      description="Empty fields use the defaults of the brokers."
      action="Create topic"
      isPending={isMutating}
      error={error}
      disabledBecause={problem}
      onSubmit={create}
      secondary={
        <Button
          onClick={attempt}
          disabledBecause={problem}
          isPending={isMutating}
          tip="Lets the brokers check the request without creating the topic"
        >
          Validate
        </Button>
      }
    >
      <NewTopicFields cluster={cluster} form={form} onChange={edit} />
      {tried && (
        <Notice tone="ok" title="Valid.">
          {describeValidation(tried)}
        </Notice>
      )}
      <DialogCommand
        cluster={cluster}
        isShown={problem === null}
        make={(client) => createTopicCommand(client, topic)}
      />
    </FormDialog>
  )
}

/** The fields: at first those of the other topic, once its configuration is loaded. */
function useForm(cluster: string, like: Topic | undefined) {
  const { data: likeConfig, error } = useTopicConfig(cluster, like?.name ?? null)
  const own = likeConfig?.items.filter(({ source }) => source === 'topic') ?? []
  const [edits, setEdits] = useState<Partial<NewTopicForm>>({})
  const form: NewTopicForm = {
    name: like ? `${like.name}-copy` : '',
    partitions: like?.partitionCount ? String(like.partitionCount) : '',
    replicationFactor: like?.replicationFactor ? String(like.replicationFactor) : '',
    ...fieldsOfConfigs(own),
    ...edits,
  }
  const isMissing = like !== undefined && !likeConfig
  return {
    form,
    change: (changed: Partial<NewTopicForm>) => setEdits((before) => ({ ...before, ...changed })),
    /** Without the configuration of the other topic the new one would differ from it. */
    missing: isMissing
      ? error
        ? `The configuration of ${like.name} could not be read`
        : `The configuration of ${like.name} is being read`
      : null,
  }
}
