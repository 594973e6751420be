import { type ReactNode, useId } from 'react'
import { DateTimeField } from '#components/shared/date-time-field.tsx'
import { Field } from '#components/shared/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { type Compression, compressions } from '#lib/contract/message-formats.ts'
import type { Partitioning, ProduceForm, ReadForm } from './produce-form.ts'

interface SendingOptionsProps {
  form: ProduceForm
  read: ReadForm
  partitionCount: number | null
  onChange: (change: Partial<ProduceForm>) => void
}

const partitionings: Record<Partitioning, string> = {
  key: 'Key hash (murmur2)',
  roundrobin: 'Round robin',
  chosen: 'Partition…',
}

const partitioningHints: Record<Partitioning, string> = {
  key: 'The default of Kafka’s Java producer: same key, same partition; messages without a key go to any partition',
  roundrobin: 'Partitions take turns, whatever the key',
  chosen: '',
}

const acksNames: Record<ProduceForm['acks'], string> = {
  all: 'all',
  leader: '1',
  none: '0',
}

const acksHints: Record<ProduceForm['acks'], string> = {
  all: 'All in-sync replicas have the message before it counts as sent',
  leader: 'The leader has it; it is lost if the leader fails before followers replicate it',
  none: 'No confirmation: it is unknown whether and where the message arrived',
}

/** Partition, timestamp and options of the producer. */
export function SendingOptions({ form, read, partitionCount, onChange }: SendingOptionsProps) {
  const id = useId()
  const lastPartition = partitionCount === null ? '' : ` 0 to ${partitionCount - 1}`
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field
        id={`${id}-partitioning`}
        label="Partition"
        hint={
          form.partitioning === 'chosen'
            ? `The number of the partition${lastPartition && `,${lastPartition}`}`
            : partitioningHints[form.partitioning]
        }
        problem={form.partition ? read.partitionProblem : null}
      >
        <div className="flex gap-1.5">
          <Choice
            id={`${id}-partitioning`}
            value={form.partitioning}
            names={partitionings}
            onChange={(partitioning) => onChange({ partitioning })}
          />
          {form.partitioning === 'chosen' && (
            <Input
              aria-label="Number of the partition"
              value={form.partition}
              inputMode="numeric"
              autoComplete="off"
              placeholder="0"
              onChange={({ target }) => onChange({ partition: target.value })}
              className="w-24"
            />
          )}
        </div>
      </Field>
      <Field id={`${id}-time`} label="Timestamp" hint="Defaults to now" problem={read.timeProblem}>
        <DateTimeField id={`${id}-time`} value={form.time} placeholder="now" onChange={(time) => onChange({ time })} />
      </Field>
      <Field id={`${id}-acks`} label="Acks" hint={acksHints[form.acks]}>
        <Choice id={`${id}-acks`} value={form.acks} names={acksNames} onChange={(acks) => onChange({ acks })} />
      </Field>
      <Field id={`${id}-compression`} label="Compression" hint="Compression of the batch, in transit and on disk">
        <Choice
          id={`${id}-compression`}
          value={form.compression}
          names={compressionNames}
          onChange={(compression) => onChange({ compression })}
        />
      </Field>
    </div>
  )
}

/** The keys are the compression types themselves. */
const compressionNames = Object.fromEntries(compressions.map((name) => [name, name])) as Record<Compression, string>

interface ChoiceProps<Value extends string> {
  id: string
  value: Value
  names: Readonly<Record<Value, string>>
  onChange: (value: Value) => void
}

function Choice<Value extends string>({ id, value, names, onChange }: ChoiceProps<Value>): ReactNode {
  // Object.keys of an object literal that is never extended are the keys of its type.
  const values = Object.keys(names) as Value[]
  return (
    <Select
      id={id}
      value={value}
      options={values.map((known) => ({ value: known, label: names[known] }))}
      onChange={onChange}
      className="w-full min-w-0"
    />
  )
}
