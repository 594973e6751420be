import { useId } from 'react'
import { Field } from '#components/shared/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { ConfigItem } from '#lib/contract/configs.ts'
import { type ConfigControl, controlOf, formatConfigInput } from '#lib/format/config-values.ts'

const hints: Record<ConfigControl['kind'], string | null> = {
  duration:
    'Such as 7 days or 90 min; a number without a unit is in milliseconds, and -1 means unlimited where Kafka allows it',
  bytes: 'Such as 1 GiB or 512 MiB; a number without a unit is in bytes',
  number: 'A whole number',
  list: 'One per line',
  text: null,
  choice: null,
}

interface ConfigFieldProps {
  config: ConfigItem
  /** null: nothing entered yet, so the current value is shown. */
  entered: string | null
  problem: string | null
  onChange: (entered: string) => void
}

/** The control for a value, according to its type. */
export function ConfigField({ config, entered, problem, onChange }: ConfigFieldProps) {
  const id = useId()
  const control = controlOf(config)
  const field = {
    id,
    'data-first': true,
    value: entered ?? formatConfigInput(config, config.value),
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  return (
    <Field id={id} label="Value" hint={hints[control.kind]} problem={problem}>
      {control.kind === 'choice' ? (
        <Select
          id={id}
          data-first
          value={field.value}
          options={[...new Set([config.value ?? '', ...control.options])].map((value) => ({ value, label: value }))}
          onChange={onChange}
        />
      ) : control.kind === 'list' ? (
        <Textarea {...field} rows={4} spellCheck={false} autoComplete="off" />
      ) : (
        <Input {...field} spellCheck={false} autoComplete="off" />
      )}
    </Field>
  )
}
