import { useId } from 'react'
import { Field } from '#components/shared/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { formatBytes } from '#lib/format/bytes.ts'
import { counted, formatNumber } from '#lib/format/number.ts'
import { FormatSelect } from './payload-field.tsx'
import type { ProduceForm, ReadForm } from './produce-form.ts'

interface ManyRecordsFieldsProps {
  form: ProduceForm
  read: ReadForm
  onChange: (change: Partial<ProduceForm>) => void
}

const NAMED_FAULTS = 5

/** One message per line, as kcat and the console producer read them. */
export function ManyRecordsFields({ form, read, onChange }: ManyRecordsFieldsProps) {
  const id = useId()
  const { lines, separator, value } = form
  return (
    <>
      <Field
        id={`${id}-lines`}
        label="Messages, one per line"
        aside={
          <FormatSelect
            label="Format of the values"
            format={value.format}
            onChange={(format) => onChange({ value: { ...value, format } })}
          />
        }
        hint={lines === '' ? 'Empty lines are ignored' : describeLines(read)}
      >
        <Textarea
          id={`${id}-lines`}
          rows={10}
          value={lines}
          wrap="off"
          spellCheck={false}
          aria-invalid={read.faults.length > 0}
          onChange={({ target }) => onChange({ lines: target.value })}
          className="resize-y"
        />
      </Field>
      {read.faults.length > 0 && (
        <ul role="alert" className="text-bad text-small">
          {read.faults.slice(0, NAMED_FAULTS).map(({ line, problem }) => (
            <li key={line}>
              Line {formatNumber(line)}: {problem}
            </li>
          ))}
          {read.faults.length > NAMED_FAULTS && <li>and {formatNumber(read.faults.length - NAMED_FAULTS)} more</li>}
        </ul>
      )}
      <SeparatorField separator={separator} onChange={onChange} />
    </>
  )
}

interface SeparatorFieldProps {
  separator: string
  onChange: (change: Partial<ProduceForm>) => void
}

export function SeparatorField({ separator, onChange }: SeparatorFieldProps) {
  const id = useId()
  return (
    <Field
      id={id}
      label="Key separator"
      hint="The text between key and value in each line; if empty, messages have no key"
    >
      <Input
        id={id}
        value={separator}
        placeholder="such as :"
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => onChange({ separator: target.value })}
        className="w-36 font-mono"
      />
    </Field>
  )
}

function describeLines({ records, bytes, emptyLines }: ReadForm): string {
  const empty = emptyLines > 0 ? `; ${counted(emptyLines, 'empty line', 'empty lines')} ignored` : ''
  return `${counted(records.length, 'message')}, ${formatBytes(bytes)}${empty}`
}
