'use client'

import { useId, useState } from 'react'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { Field } from '#components/shared/field.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { succeeded } from '#components/shared/use-each.ts'
import { usePlanned } from '#components/shared/use-planned.ts'
import { Combobox } from '#components/ui/combobox.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useConfigureTopics, useTopicConfig } from '#lib/client/use-topics.ts'
import { changeConfigsCommand } from '#lib/commands/topics.ts'
import type { ConfigPlan } from '#lib/contract/configs.ts'
import { plainDocumentation } from '#lib/format/config-values.ts'
import { fuzzyFilter } from '#lib/format/fuzzy.ts'
import { counted } from '#lib/format/number.ts'
import { ConfigField } from './config-field.tsx'
import { asUnset, isChange, readCommonEdit } from './config-plan.ts'
import { ConfigPreview } from './config-preview.tsx'
import type { ConfigEdit } from './edited-config.ts'

const MAX_SUGGESTIONS = 8

const choices = [
  { value: 'set', label: 'Override' },
  { value: 'reset', label: 'Use default' },
] as const

type Change = ConfigPlan['changes'][number]

interface ConfigureTopicsDialogProps {
  cluster: string
  names: readonly string[]
  onClose: () => void
}

/** Changes one config of several topics: tried on the brokers first, then done, each with its own result. */
export function ConfigureTopicsDialog({ cluster, names, onClose }: ConfigureTopicsDialogProps) {
  const id = useId()
  const [name, setName] = useState('')
  const [edit, setEdit] = useState<ConfigEdit>({ kind: 'set', entered: null })
  // All topics have the same configs.
  const { data } = useTopicConfig(cluster, names[0] ?? null)
  const { send, refresh } = useConfigureTopics(cluster)
  const { plans, results, left, isPlanned, ...change } = usePlanned<Change, ConfigPlan>(names, isChange)
  const config = data?.items.find((candidate) => candidate.name === name)
  const { value, problem } = readCommonEdit(config, edit)
  const request = value === null ? { reset: [name] } : { set: { [name]: value } }
  // What comes of it must be what was asked for, and is shown to the end.
  const meant = (next: ConfigEdit, of = name) => {
    if (change.isRunning) return
    setName(of)
    setEdit(next)
    change.forget()
  }
  const plan = (topic: string) =>
    send(topic, { ...request, dryRun: true }).then(({ changes: [planned] }) => planned ?? unchanged(name))
  const submit = async () => {
    if (!isPlanned) return void change.plan(plan)
    const done = await change.apply((topic) => send(topic, request))
    refresh()
    const changed = succeeded(done).size
    if (changed > 0) toast.success(`${name} was changed in ${counted(changed, 'topic')}`)
    if (changed === left.length) onClose()
  }
  return (
    <FormDialog
      isOpen
      isWide
      onClose={onClose}
      title={`Configuration of ${counted(names.length, 'topic')}`}
      description="Changes one config in all of them; everything else stays as it is. The brokers check it first, and a preview shows each topic."
      action={isPlanned ? `Change ${counted(left.length, 'topic')}` : 'Preview'}
      isPending={change.isRunning}
      disabledBecause={problem ?? (isPlanned && left.length === 0 ? 'Nothing would change' : null)}
      onStop={change.stop}
      dismissal={results.size > 0 ? 'Close' : 'Cancel'}
      onSubmit={submit}
    >
      <Field
        id={id}
        label="Config"
        hint={config?.documentation ? plainDocumentation(config.documentation) : 'Such as retention.ms'}
        problem={name !== '' && data && !config ? `Topics have no config "${name}"` : null}
      >
        <Combobox
          id={id}
          data-first
          value={name}
          suggestions={fuzzyFilter(data?.items ?? [], name, (item) => item.name)
            .slice(0, MAX_SUGGESTIONS)
            .map((item) => item.name)}
          onChange={(text) => meant({ kind: edit.kind, entered: null }, text.trim())}
        />
      </Field>
      <div>
        <Segmented
          label="Value source"
          value={edit.kind}
          options={choices}
          onChange={(kind) => meant({ ...edit, kind })}
        />
      </div>
      {config && edit.kind === 'set' && (
        <ConfigField
          config={asUnset(config)}
          entered={edit.entered}
          problem={value === null ? problem : null}
          onChange={(entered) => meant({ ...edit, entered })}
        />
      )}
      {config && plans.size > 0 && <ConfigPreview config={config} plans={plans} results={results} />}
      <DialogCommand
        cluster={cluster}
        isShown={problem === null}
        make={(client) => changeConfigsCommand(client, isPlanned ? left : names, { name, value })}
      />
    </FormDialog>
  )
}

function unchanged(name: string): Change {
  return { name, before: null, after: null, effect: 'none' }
}
