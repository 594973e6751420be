import { Plus, X } from 'lucide-react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { emptyPayload, type HeaderEntry, headerProblem } from './payload-entry.ts'
import { FormatSelect } from './payload-field.tsx'

interface HeadersFieldProps {
  headers: readonly HeaderEntry[]
  onChange: (headers: readonly HeaderEntry[]) => void
}

/** Pairs in the order in which they are sent; a name may occur twice. */
export function HeadersField({ headers, onChange }: HeadersFieldProps) {
  const add = () => {
    const id = Math.max(-1, ...headers.map((header) => header.id)) + 1
    onChange([...headers, { id, name: '', value: emptyPayload }])
  }
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium">Headers</legend>
      {headers.map((header, index) => (
        <HeaderRow
          key={header.id}
          number={index + 1}
          header={header}
          onChange={(changed) => onChange(headers.map((each) => (each.id === header.id ? changed : each)))}
          onRemove={() => onChange(headers.filter(({ id }) => id !== header.id))}
        />
      ))}
      <Button onClick={add} className="self-start">
        <Plus className="size-3.5" aria-hidden />
        Add header
      </Button>
    </fieldset>
  )
}

interface HeaderRowProps {
  number: number
  header: HeaderEntry
  onChange: (header: HeaderEntry) => void
  onRemove: () => void
}

function HeaderRow({ number, header, onChange, onRemove }: HeaderRowProps) {
  const { name, value } = header
  const problem = headerProblem(header)
  const isUnnamed = problem !== null && name === ''
  const change = (part: Partial<HeaderEntry['value']>) => onChange({ ...header, value: { ...value, ...part } })
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-1.5">
        <Input
          aria-label={`Name of header ${number}`}
          placeholder="name"
          value={name}
          aria-invalid={isUnnamed}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => onChange({ ...header, name: target.value })}
          className="w-36 font-mono text-small max-sm:w-full"
        />
        <Input
          aria-label={`Value of header ${number}`}
          placeholder={value.isNull ? 'null' : 'value'}
          value={value.isNull ? '' : value.text}
          disabled={value.isNull}
          aria-invalid={value.text !== '' && problem !== null && !isUnnamed}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => change({ text: target.value })}
          className="min-w-24 flex-1 font-mono text-small disabled:bg-sunken"
        />
        <FormatSelect
          label={`Format of header ${number}`}
          format={value.format}
          isDisabled={value.isNull}
          onChange={(format) => change({ format })}
        />
        <label className="flex items-center gap-1.5">
          <input
            type="checkbox"
            checked={value.isNull}
            onChange={({ target }) => change({ isNull: target.checked })}
            aria-label={`Header ${number} is null`}
          />
          null
        </label>
        <IconButton label={`Remove header ${number}`} onClick={onRemove}>
          <X className="size-3.5" aria-hidden />
        </IconButton>
      </div>
      {(value.text !== '' || isUnnamed) && problem && (
        <p role="alert" className="text-bad text-small">
          {problem}
        </p>
      )}
    </div>
  )
}
