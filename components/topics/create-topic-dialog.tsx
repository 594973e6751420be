'use client'

import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { toast } from 'sonner'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { Field } from '#components/shared/field.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { useBrokerConfig, useBrokers } from '#lib/client/use-brokers.ts'
import { useCreateTopic, useTopicConfig } from '#lib/client/use-topics.ts'
import { createTopicCommand } from '#lib/commands/topics.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import type { Topic } from '#lib/contract/topics.ts'
import { counted } from '#lib/format/number.ts'
import { formatSettings, nameProblem, readCount, readSettings } from './new-topic.ts'

interface CreateTopicDialogProps {
  cluster: string
  /** Starts with what this one is like. */
  like?: Topic
  onClose: () => void
}

export function CreateTopicDialog({ cluster, like, onClose }: CreateTopicDialogProps) {
  const router = useRouter()
  const { data: likeConfig, error: likeError } = useTopicConfig(cluster, like?.name ?? null)
  const defaults = useBrokerDefaults(cluster)
  const own = likeConfig?.items.filter(({ source }) => source === 'topic') ?? []
  const [name, setName] = useState(like ? `${like.name}-copy` : '')
  const [partitions, setPartitions] = useState(like?.partitionCount ? String(like.partitionCount) : '')
  const [copies, setCopies] = useState(like?.replicationFactor ? String(like.replicationFactor) : '')
  const [settings, setSettings] = useState<string | null>(null)
  const [tried, setTried] = useState<string | null>(null)
  const { trigger, isMutating, error, reset } = useCreateTopic(cluster)
  const [nameId, partitionsId, copiesId, settingsId] = [useId(), useId(), useId(), useId()]

  const settingsText = settings ?? formatSettings(own)
  const configs = readSettings(settingsText)
  const topic = {
    name: name.trim(),
    partitions: readCount(partitions),
    replicationFactor: readCount(copies),
    configs: configs ?? {},
  }
  const problem =
    settingsProblem(like !== undefined && settings === null && !likeConfig, likeError) ??
    nameProblem(topic.name) ??
    (topic.partitions === null ? 'Partitions is a whole number' : null) ??
    (topic.replicationFactor === null ? 'Copies is a whole number' : null) ??
    (configs === null ? 'Settings are lines like retention.ms=60000' : null)
  const request = {
    name: topic.name,
    configs: topic.configs,
    ...(topic.partitions && { partitions: topic.partitions }),
    ...(topic.replicationFactor && { replicationFactor: topic.replicationFactor }),
  }
  const send = async (dryRun: boolean) => {
    setTried(null)
    const made = await trigger({ ...request, dryRun }).catch(() => null)
    if (!made) return
    if (dryRun) {
      setTried(
        `It would have ${counted(made.partitions ?? 0, 'partition')}, each kept ${made.replicationFactor} times.`,
      )
      return
    }
    toast.success(`${made.name} was created`)
    onClose()
    router.push(pagePaths.topic(cluster, made.name))
  }
  const edit = (set: (value: string) => void) => (event: { target: { value: string } }) => {
    set(event.target.value)
    setTried(null)
    reset()
  }
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={like ? `A topic like ${like.name}` : 'A new topic'}
      description="What is left empty is as the brokers have it by default."
      action="Create"
      isPending={isMutating}
      error={error}
      disabledBecause={problem}
      onSubmit={() => send(false)}
      secondary={
        <Button
          onClick={() => send(true)}
          disabledBecause={problem}
          isPending={isMutating}
          tip="Asks the brokers without creating anything"
        >
          Try
        </Button>
      }
    >
      <Field id={nameId} label="Name" problem={name ? nameProblem(topic.name) : null}>
        <Input id={nameId} value={name} onChange={edit(setName)} autoComplete="off" spellCheck={false} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field id={partitionsId} label="Partitions" hint="Each can be read by another consumer">
          <Input
            id={partitionsId}
            inputMode="numeric"
            placeholder={defaults.partitions}
            value={partitions}
            onChange={edit(setPartitions)}
          />
        </Field>
        <Field id={copiesId} label="Copies" hint="On as many brokers: what survives a failure">
          <Input
            id={copiesId}
            inputMode="numeric"
            placeholder={defaults.copies}
            value={copies}
            onChange={edit(setCopies)}
          />
        </Field>
      </div>
      <Field id={settingsId} label="Settings" hint="One per line, such as cleanup.policy=compact">
        <Textarea id={settingsId} rows={3} value={settingsText} onChange={edit(setSettings)} spellCheck={false} />
      </Field>
      {tried && (
        <Notice tone="ok" title="The brokers would accept it.">
          {tried}
        </Notice>
      )}
      <DialogCommand
        cluster={cluster}
        isShown={problem === null}
        make={(bootstrap) => createTopicCommand(bootstrap, request)}
      />
    </FormDialog>
  )
}

/** Without the settings of the other topic this one would not be like it. */
function settingsProblem(isMissing: boolean, error: unknown): string | null {
  if (!isMissing) return null
  return error ? 'The settings of that topic could not be read' : 'Its settings are still being read'
}

/** What the brokers would take for what is left empty. */
function useBrokerDefaults(cluster: string): { partitions: string; copies: string } {
  const { data: brokers } = useBrokers(cluster)
  const { data } = useBrokerConfig(cluster, brokers?.items.find(({ online }) => online)?.id ?? null)
  const setting = (name: string) => data?.items.find((config) => config.name === name)?.value ?? 'default'
  return { partitions: setting('num.partitions'), copies: setting('default.replication.factor') }
}
