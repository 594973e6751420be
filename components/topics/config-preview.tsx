import { PreviewCell, PreviewHead, PreviewTable } from '#components/shared/preview-table.tsx'
import type { Outcome, Outcomes } from '#components/shared/use-each.ts'
import type { ConfigItem, ConfigPlan } from '#lib/contract/configs.ts'
import { isChange, summarizeChanges } from './config-plan.ts'
import { describeConfigValue } from './edited-config.ts'

type Change = ConfigPlan['changes'][number]

interface ConfigPreviewProps {
  config: ConfigItem
  plans: Outcomes<Change>
  results: Outcomes<ConfigPlan>
}

/** The value of a config in each topic, before and after, and then what came of it. */
export function ConfigPreview({ config, plans, results }: ConfigPreviewProps) {
  return (
    <section aria-label="Preview" className="flex flex-col gap-2">
      <p aria-live="polite">
        <strong className="font-semibold">{summarizeChanges(plans)}.</strong>
      </p>
      <PreviewTable label="Topics" heads={[{ name: 'Topic' }, { name: 'Before' }, { name: 'After' }]}>
        {[...plans].map(([topic, plan]) => (
          <Row key={topic} topic={topic} config={config} plan={plan} result={results.get(topic)} />
        ))}
      </PreviewTable>
    </section>
  )
}

interface RowProps {
  topic: string
  config: ConfigItem
  plan: Outcome<Change>
  result: Outcome<ConfigPlan> | undefined
}

function Row({ topic, config, plan, result }: RowProps) {
  const change = 'value' in plan ? plan.value : null
  const isChanged = change !== null && isChange(change)
  return (
    <tr>
      <PreviewHead>{topic}</PreviewHead>
      <PreviewCell isMuted>{change && describeConfigValue(config, change.before)}</PreviewCell>
      <PreviewCell isMuted={!isChanged}>
        {change && describeEffect(config, change)}
        <Result plan={plan} result={result} />
      </PreviewCell>
    </tr>
  )
}

function describeEffect(config: ConfigItem, { after, effect }: Change): string {
  if (effect === 'none') return 'unchanged'
  const value = describeConfigValue(config, after)
  if (effect === 'value') return value
  return effect === 'override' ? `${value}, now as an override` : `${value}, now from the default`
}

function Result({ plan, result }: Pick<RowProps, 'plan' | 'result'>) {
  if ('error' in plan) return <span className="text-bad">{plan.error}</span>
  if (!result) return null
  if ('error' in result) return <span className="block text-bad text-small">{result.error}</span>
  const text = result.value.incremental === false ? 'changed; all other overrides were sent again unchanged' : 'changed'
  return <span className="block text-ok text-small">{text}</span>
}
