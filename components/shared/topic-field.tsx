import { useId } from 'react'
import { Combobox } from '#components/ui/combobox.tsx'
import { Field } from './field.tsx'
import type { KnownTopic } from './use-known-topic.ts'

interface TopicFieldProps {
  value: string
  topic: KnownTopic
  onChange: (topic: string) => void
}

/** A topic to write to: what is typed is searched for in all of them. */
export function TopicField({ value, topic, onChange }: TopicFieldProps) {
  const id = useId()
  return (
    <Field id={id} label="Topic" problem={topic.isBeginning ? null : topic.problem}>
      <Combobox id={id} value={value} suggestions={topic.names} placeholder="Search topics" onChange={onChange} />
    </Field>
  )
}
