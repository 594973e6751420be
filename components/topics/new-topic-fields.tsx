import { useId } from 'react'
import { Field } from '#components/shared/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { useBrokerConfig, useBrokers } from '#lib/client/use-brokers.ts'
import { type NewTopicForm, nameProblem } from './new-topic.ts'

interface NewTopicFieldsProps {
  cluster: string
  form: NewTopicForm
  onChange: (change: Partial<NewTopicForm>) => void
}

export function NewTopicFields({ cluster, form, onChange }: NewTopicFieldsProps) {
  const defaults = useBrokerDefaults(cluster)
  const id = useId()
  const bind = (field: keyof NewTopicForm) => ({
    id: `${id}-${field}`,
    value: form[field],
    onChange: (event: { target: { value: string } }) => onChange({ [field]: event.target.value }),
  })
  const [name, partitions, configs] = [bind('name'), bind('partitions'), bind('configs')]
  const replicationFactor = bind('replicationFactor')
  return (
    <>
      <Field id={name.id} label="Name" problem={form.name ? nameProblem(form.name.trim()) : null}>
        <Input {...name} autoComplete="off" spellCheck={false} />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field id={partitions.id} label="Partitions" hint="Upper bound of parallel consumers in a group">
          <Input {...partitions} inputMode="numeric" placeholder={defaults.partitions} />
        </Field>
        <Field id={replicationFactor.id} label="Replication factor" hint="Number of brokers that store each partition">
          <Input {...replicationFactor} inputMode="numeric" placeholder={defaults.replicationFactor} />
        </Field>
      </div>
      <Field id={configs.id} label="Configuration" hint="One config per line, such as cleanup.policy=compact">
        <Textarea {...configs} rows={3} spellCheck={false} />
      </Field>
    </>
  )
}

/** The broker defaults for empty fields. */
function useBrokerDefaults(cluster: string): { partitions: string; replicationFactor: string } {
  const { data: brokers } = useBrokers(cluster)
  const { data } = useBrokerConfig(cluster, brokers?.items.find(({ online }) => online)?.id ?? null)
  const config = (name: string) => data?.items.find((item) => item.name === name)?.value ?? 'default'
  return { partitions: config('num.partitions'), replicationFactor: config('default.replication.factor') }
}
