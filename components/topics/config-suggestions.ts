import type { ConfigItem } from '#lib/contract/configs.ts'
import { fuzzyFilter } from '#lib/format/fuzzy.ts'

const MAX_SUGGESTIONS = 6

/** Of the last line, what stands before the `=`; null: its name is complete. */
function nameBeingEntered(settings: string): string | null {
  const line = settings.split('\n').at(-1) ?? ''
  return line.includes('=') ? null : line.trim()
}

/** The configs that may be meant by the last line. */
export function suggestConfigs(configs: readonly ConfigItem[], settings: string): ConfigItem[] {
  const name = nameBeingEntered(settings)
  if (name === null || name === '') return []
  return fuzzyFilter(configs, name, (config) => config.name).slice(0, MAX_SUGGESTIONS)
}

/** The config whose value is entered on the last line. */
export function configBeingSet(configs: readonly ConfigItem[], settings: string): ConfigItem | undefined {
  const name = (settings.split('\n').at(-1) ?? '').split('=')[0]?.trim()
  return configs.find((config) => config.name === name)
}

/** The last line with its name completed. */
export function withSuggestion(settings: string, name: string): string {
  return [...settings.split('\n').slice(0, -1), `${name}=`].join('\n')
}

/** What counts for a topic that does not set it; null: not reported. */
export function defaultOf(configs: readonly ConfigItem[], name: string): string | null {
  const config = configs.find((candidate) => candidate.name === name)
  if (!config) return null
  return config.source === 'topic' ? config.default : config.value
}
