import { Upload as UploadIcon } from 'lucide-react'
import { useId, useRef } from 'react'
import { Field } from '#components/shared/field.tsx'
import { Button } from '#components/ui/button.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { formatBytes } from '#lib/format/bytes.ts'
import { SeparatorField } from './many-records-fields.tsx'
import { FormatSelect } from './payload-field.tsx'
import type { ProduceForm } from './produce-form.ts'

interface FileFieldsProps {
  form: ProduceForm
  onFile: (file: File) => void
  onChange: (change: Partial<ProduceForm>) => void
}

const lineKinds = [
  { value: 'records', label: 'Record (NDJSON)' },
  { value: 'values', label: 'Value' },
] as const

const lineHints: Record<ProduceForm['lineKind'], string> = {
  records:
    'Such as {"key": "a", "value": {"city": "Toronto"}, "headers": [["trace", "1"]]}; files exported here are sent byte for byte',
  values: 'Each line is the value of a message, with a key before it if there is a separator',
}

/** A file, and what its lines are: guessed from the first one, and said here. */
export function FileFields({ form, onFile, onChange }: FileFieldsProps) {
  const { file, lineKind, value, separator } = form
  return (
    <>
      <FilePicker file={file} onFile={onFile} />
      <div className="flex flex-col gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-medium">Each line is a</span>
          <Segmented
            label="Each line is a"
            value={lineKind}
            options={lineKinds}
            onChange={(chosen) => onChange({ lineKind: chosen })}
          />
          {lineKind === 'values' && (
            <FormatSelect
              label="Format of the values"
              format={value.format}
              onChange={(format) => onChange({ value: { ...value, format } })}
            />
          )}
        </div>
        <p className="wrap-anywhere text-muted text-small">{lineHints[lineKind]}</p>
      </div>
      {lineKind === 'values' ? (
        <SeparatorField separator={separator} onChange={onChange} />
      ) : (
        <KeptParts form={form} onChange={onChange} />
      )}
    </>
  )
}

function FilePicker({ file, onFile }: Pick<FileFieldsProps, 'onFile'> & { file: File | null }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  return (
    <Field
      id={id}
      label="File"
      hint="Or drop it on this form. Empty lines are ignored; wrong ones are named and skipped"
    >
      <div className="flex flex-wrap items-center gap-2.5">
        <Button id={id} onClick={() => input.current?.click()}>
          <UploadIcon className="size-3.5" aria-hidden />
          {file ? 'Choose another…' : 'Choose a file…'}
        </Button>
        <input
          ref={input}
          type="file"
          tabIndex={-1}
          aria-hidden
          className="hidden"
          onChange={({ target }) => {
            const [chosen] = target.files ?? []
            // The same file can be chosen again, after it was changed.
            target.value = ''
            if (chosen) onFile(chosen)
          }}
        />
        {file && (
          <span className="wrap-anywhere min-w-0">
            <span className="font-mono text-small">{file.name}</span>{' '}
            <span className="text-muted">{formatBytes(file.size)}</span>
          </span>
        )}
      </div>
    </Field>
  )
}

/** Otherwise records would go to the partitions of the topic that they were exported from. */
function KeptParts({ form, onChange }: Pick<FileFieldsProps, 'form' | 'onChange'>) {
  const kept = [
    ['keepsPartitions', 'Keep the partition of each record'],
    ['keepsTimestamps', 'Keep the timestamp of each record'],
  ] as const
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-1.5">
      {kept.map(([name, label]) => (
        <label key={name} className="flex cursor-pointer items-center gap-2">
          <input
            type="checkbox"
            checked={form[name]}
            onChange={({ target }) => onChange({ [name]: target.checked })}
            className="accent-accent"
          />
          {label}
        </label>
      ))}
    </div>
  )
}
