'use client'

import { useId, useState } from 'react'
import { toast } from 'sonner'
import { DialogCommand } from '#components/shared/dialog-command.tsx'
import { Field } from '#components/shared/field.tsx'
import { FormDialog } from '#components/shared/form-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { useChangeTopicConfig } from '#lib/client/use-topics.ts'
import { changeConfigCommand } from '#lib/commands/topics.ts'
import type { ConfigItem } from '#lib/contract/configs.ts'
import {
  type ConfigControl,
  controlOf,
  explainConfigValue,
  plainDocumentation,
  readConfigInput,
} from '#lib/format/config-values.ts'

interface EditConfigDialogProps {
  cluster: string
  topic: string
  config: ConfigItem
  onClose: () => void
}

const hints: Record<ConfigControl['kind'], string | null> = {
  duration: 'Such as 7 days, 90 min, or a plain number of milliseconds; -1 for no limit where Kafka knows one',
  bytes: 'Such as 1 GiB, 500 MB, or a plain number of bytes',
  number: 'A whole number',
  text: null,
  choice: null,
}

/** Changes or resets one setting; no other is touched. */
export function EditConfigDialog({ cluster, topic, config, onClose }: EditConfigDialogProps) {
  const { name, documentation } = config
  const [entered, setEntered] = useState(config.value ?? '')
  const { trigger, isMutating, error } = useChangeTopicConfig(cluster, topic)
  const id = useId()
  const control = controlOf(config)
  const value = readConfigInput(config, entered)
  const isSame = value === config.value && config.source === 'topic'
  const problem =
    value === null ? `This cannot be read as a ${control.kind}` : isSame ? 'It is set to that already' : null

  const change = async (next: string | null) => {
    const done = await trigger(next === null ? { reset: [name] } : { set: { [name]: next } }).catch(() => null)
    if (!done) return
    toast.success(next === null ? `${name} was reset` : `${name} was changed`)
    onClose()
  }
  return (
    <FormDialog
      isOpen
      onClose={onClose}
      title={name}
      description={documentation ? plainDocumentation(documentation) : 'The broker tells nothing about this setting.'}
      action="Save"
      isPending={isMutating}
      error={error}
      disabledBecause={problem}
      onSubmit={() => value !== null && change(value)}
      secondary={
        <Button
          onClick={() => change(null)}
          isPending={isMutating}
          disabledBecause={config.source === 'topic' ? null : 'It is not set on this topic'}
        >
          Reset to default
        </Button>
      }
    >
      <Field id={id} label="Value" hint={hints[control.kind]} problem={value === null ? problem : null}>
        {control.kind === 'choice' ? (
          <Select id={id} value={entered} onChange={(event) => setEntered(event.target.value)}>
            {[...new Set([config.value ?? '', ...control.options])].map((option) => (
              <option key={option}>{option}</option>
            ))}
          </Select>
        ) : (
          <Input
            id={id}
            value={entered}
            onChange={(event) => setEntered(event.target.value)}
            spellCheck={false}
            autoComplete="off"
          />
        )}
      </Field>
      <Difference config={config} value={value} />
      <DialogCommand
        cluster={cluster}
        isShown={problem === null}
        make={(bootstrap) => changeConfigCommand(bootstrap, topic, { name, value })}
      />
    </FormDialog>
  )
}

/** What it is now, and what it becomes. */
function Difference({ config, value }: { config: ConfigItem; value: string | null }) {
  const describe = (text: string | null) => {
    const meaning = explainConfigValue(config, text)
    return meaning ? `${text} (${meaning})` : (text ?? 'not set')
  }
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 rounded-control border border-line bg-sunken px-3 py-2 text-small">
      <dt className="text-muted">Now</dt>
      <dd className="wrap-anywhere font-mono">{describe(config.value)}</dd>
      <dt className="text-muted">Then</dt>
      <dd className="wrap-anywhere font-mono font-semibold">
        {value === null || value === config.value ? 'the same' : describe(value)}
      </dd>
      <dt className="text-muted">Default</dt>
      <dd className="wrap-anywhere font-mono">
        {config.default === null ? "the broker's own" : describe(config.default)}
      </dd>
    </dl>
  )
}
