import { type ReactNode, useId, useState } from 'react'
import { Field } from '#components/shared/field.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { type ProduceFormat, produceFormats } from '#lib/contract/message-formats.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import { FormatJsonButton } from './format-json-button.tsx'
import { type PayloadEntry, readPayload } from './payload-entry.ts'

interface PayloadFieldProps {
  name: 'Key' | 'Value'
  /** The meaning of null here. */
  nullLabel: string
  nullHint: string
  rows: number
  isFirst?: boolean
  /** Whether sending was attempted. */
  isTried: boolean
  entry: PayloadEntry
  onChange: (entry: PayloadEntry) => void
}

const presences = ['text', 'null'] as const

/** A key or a value: text in some format, or null, which differs from an empty text. */
export function PayloadField({
  name,
  nullLabel,
  nullHint,
  rows,
  isFirst,
  isTried,
  entry,
  onChange,
}: PayloadFieldProps) {
  const id = useId()
  const [isTyped, setIsTyped] = useState(false)
  const { bytes, problem: fault } = readPayload(entry)
  // No error is shown before the field was used.
  const problem = entry.text !== '' || isTyped || isTried ? fault : null
  const type = (text: string) => {
    setIsTyped(true)
    onChange({ ...entry, text })
  }
  return (
    <Field
      id={id}
      label={name}
      aside={
        <>
          {entry.format === 'json' && !entry.isNull && (
            <FormatJsonButton
              of={name.toLowerCase()}
              text={entry.text}
              problem={fault}
              onChange={(text) => onChange({ ...entry, text })}
            />
          )}
          <Segmented
            label={`${name} or null`}
            value={entry.isNull ? 'null' : 'text'}
            options={presences.map((value) => ({ value, label: value === 'null' ? nullLabel : name }))}
            onChange={(chosen) => onChange({ ...entry, isNull: chosen === 'null' })}
          />
          <FormatSelect
            label={`Format of the ${name.toLowerCase()}`}
            format={entry.format}
            isDisabled={entry.isNull}
            onChange={(format) => onChange({ ...entry, format })}
          />
        </>
      }
      problem={problem}
      hint={sizeHint(entry, bytes, fault, nullHint)}
    >
      <Textarea
        id={id}
        rows={rows}
        value={entry.isNull ? '' : entry.text}
        disabled={entry.isNull}
        placeholder={entry.isNull ? 'null' : undefined}
        aria-invalid={problem !== null}
        data-first={isFirst}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => type(target.value)}
        className="resize-y disabled:bg-sunken disabled:text-muted"
      />
    </Field>
  )
}

function sizeHint(entry: PayloadEntry, bytes: number, fault: string | null, nullHint: string): ReactNode {
  if (entry.isNull) return nullHint
  if (entry.text !== '') return formatBytes(bytes)
  return fault === null && 'Empty: 0 bytes, which differs from null'
}

interface FormatSelectProps {
  label: string
  format: ProduceFormat
  isDisabled?: boolean
  onChange: (format: ProduceFormat) => void
}

const formatNames: Record<ProduceFormat, string> = {
  string: 'Text',
  json: 'JSON',
  hex: 'Hex',
  base64: 'Base64',
  int32: 'int32',
  int64: 'int64',
}

export function FormatSelect({ label, format, isDisabled = false, onChange }: FormatSelectProps) {
  return (
    <Select
      aria-label={label}
      value={format}
      disabled={isDisabled}
      options={produceFormats.map((known) => ({ value: known, label: formatNames[known] }))}
      onChange={onChange}
    />
  )
}
