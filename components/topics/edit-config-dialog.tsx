'use client'

import { useState } from 'react'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { toast } from '#components/ui/toast.tsx'
import { useChangeTopicConfig } from '#lib/client/use-topics.ts'
import { changeConfigCommand } from '#lib/commands/topics.ts'
import type { ConfigItem } from '#lib/contract/configs.ts'
import { plainDocumentation } from '#lib/format/config-values.ts'
import { ConfigDifference } from './config-difference.tsx'
import { ConfigField } from './config-field.tsx'
import { type ConfigEdit, readConfigEdit } from './edited-config.ts'

const choices = [
  { value: 'set', label: 'Override' },
  { value: 'reset', label: 'Use default' },
] as const

interface EditConfigDialogProps {
  cluster: string
  topic: string
  config: ConfigItem
  /** The time of `config`. */
  asOf: string | null
  /** The current value is being loaded. */
  isReading: boolean
  onClose: () => void
}

/** Changes or resets one config; others stay as they are. */
export function EditConfigDialog({ cluster, topic, config, asOf, isReading, onClose }: EditConfigDialogProps) {
  const { name, documentation } = config
  const [edit, setEdit] = useState<ConfigEdit>({ kind: 'set', entered: null })
  const { trigger, isMutating, error } = useChangeTopicConfig(cluster, topic)
  const { value, problem } = readConfigEdit(config, edit)

  const save = async () => {
    const done = await trigger(value === null ? { reset: [name] } : { set: { [name]: value } }).catch(() => null)
    if (!done) return
    const description =
      done.incremental === false &&
      'This broker can only replace the whole configuration of the topic; all other overrides were sent again unchanged.'
    toast.success(
      value === null ? `${name} uses the default again` : `${name} was changed`,
      description ? { description } : {},
    )
    onClose()
  }
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={name}
      description={
        documentation ? plainDocumentation(documentation) : 'The broker provides no description of this config.'
      }
      action="Save"
      isPending={isMutating}
      error={error}
      disabledBecause={isReading ? 'The current value is being read' : problem}
      onSubmit={save}
    >
      {config.source === 'topic' && (
        <div>
          <Segmented
            label="Value source"
            value={edit.kind}
            options={choices}
            onChange={(kind) => setEdit({ ...edit, kind })}
          />
        </div>
      )}
      {edit.kind === 'set' && (
        <ConfigField
          config={config}
          entered={edit.entered}
          problem={value === null ? problem : null}
          onChange={(entered) => setEdit({ ...edit, entered })}
        />
      )}
      <ConfigDifference config={config} asOf={asOf} edit={edit} value={value} />
      <DialogCommand
        cluster={cluster}
        isShown={problem === null}
        make={(client) => changeConfigCommand(client, topic, { name, value })}
      />
    </FormDialog>
  )
}
