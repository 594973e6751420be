import { useId } from 'react'
import { Field } from '#components/shared/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { useBrokerConfig, useBrokers } from '#lib/client/use-brokers.ts'
import { useTopicConfig, useTopics } from '#lib/client/use-topics.ts'
import type { ConfigItem } from '#lib/contract/configs.ts'
import { explainConfigValue } from '#lib/format/config-values.ts'
import { defaultOf } from './config-suggestions.ts'
import { cleanupPolicies, type NewTopicForm, nameProblem } from './new-topic.ts'
import { NewTopicConfigs } from './new-topic-configs.tsx'

interface NewTopicFieldsProps {
  cluster: string
  form: NewTopicForm
  onChange: (change: Partial<NewTopicForm>) => void
}

const NO_CONFIGS: readonly ConfigItem[] = []

export function NewTopicFields({ cluster, form, onChange }: NewTopicFieldsProps) {
  const defaults = useBrokerDefaults(cluster)
  const known = useTopicConfigs(cluster)
  const id = useId()
  const bind = (field: keyof NewTopicForm) => ({
    id: `${id}-${field}`,
    value: form[field],
    onChange: (event: { target: { value: string } }) => onChange({ [field]: event.target.value }),
  })
  const [name, partitions, replicationFactor] = [bind('name'), bind('partitions'), bind('replicationFactor')]
  const [minInsyncReplicas, retention] = [bind('minInsyncReplicas'), bind('retention')]
  const retentionMs = defaultOf(known, 'retention.ms')
  const policy = defaultOf(known, 'cleanup.policy')
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
        <Field
          id={minInsyncReplicas.id}
          label="Min in-sync replicas"
          hint="Writes with acks=all fail when fewer are in sync"
        >
          <Input
            {...minInsyncReplicas}
            inputMode="numeric"
            placeholder={defaultOf(known, 'min.insync.replicas') ?? 'default'}
          />
        </Field>
        <Field id={retention.id} label="Retention" hint="Such as 12 h or 7 d; -1: unlimited">
          <Input
            {...retention}
            placeholder={explainConfigValue({ name: 'retention.ms', type: 'long' }, retentionMs) ?? 'default'}
          />
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span aria-hidden className="font-medium">
          Cleanup policy
        </span>
        <Segmented
          label="Cleanup policy"
          value={form.cleanupPolicy}
          options={cleanupPolicies.map((value) => ({
            value,
            label: value === '' ? `default${policy ? ` (${policy})` : ''}` : value,
          }))}
          onChange={(cleanupPolicy) => onChange({ cleanupPolicy })}
        />
      </div>
      <NewTopicConfigs configs={form.configs} known={known} onChange={(configs) => onChange({ configs })} />
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

/** The configs that a topic can have, with defaults and documentation, as the brokers report them of any topic. */
function useTopicConfigs(cluster: string): readonly ConfigItem[] {
  const { data: topics } = useTopics(cluster, { internal: true, pageSize: 1 })
  const { data } = useTopicConfig(cluster, topics?.items[0]?.name ?? null)
  return data?.items ?? NO_CONFIGS
}
