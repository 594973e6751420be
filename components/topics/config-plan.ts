import { type Outcomes, succeeded } from '#components/shared/use-each.ts'
import type { ConfigItem, ConfigPlan } from '#lib/contract/configs.ts'
import { counted } from '#lib/format/number.ts'
import { type ConfigEdit, readConfigEdit } from './edited-config.ts'

type Change = ConfigPlan['changes'][number]

/** The config as it is before any of the topics sets it. */
export function asUnset(config: ConfigItem): ConfigItem {
  return { ...config, source: 'default', value: config.default }
}

interface ReadChange {
  /** null: the default is used again, or the input is not valid, which is then the problem. */
  readonly value: string | null
  readonly problem: string | null
}

/** The change that is meant for every topic. */
export function readCommonEdit(config: ConfigItem | undefined, edit: ConfigEdit): ReadChange {
  if (!config) return { value: null, problem: 'Choose a config' }
  if (config.readOnly) return { value: null, problem: 'This config is read-only in Kafka' }
  return edit.kind === 'reset' ? { value: null, problem: null } : readConfigEdit(asUnset(config), edit)
}

export function isChange({ effect }: Change): boolean {
  return effect !== 'none'
}

/** What a preview comes to, in a sentence. */
export function summarizeChanges(plans: Outcomes<Change>): string {
  const changed = [...succeeded(plans).values()].filter(isChange).length
  const same = succeeded(plans).size - changed
  const refused = plans.size - succeeded(plans).size
  const parts = [
    changed > 0 && `${counted(changed, 'topic')} will change`,
    same > 0 && `${counted(same, 'topic')} unchanged`,
    refused > 0 && `${counted(refused, 'topic')} cannot be changed`,
  ].filter((part) => part !== false)
  return parts.join(', ')
}
