'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { ReactNode } from 'react'
import { Card } from '#components/ui/card.tsx'
import { Input } from '#components/ui/input.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { ConfigItem } from '#lib/contract/configs.ts'
import { configGroups, explainConfigValue, groupOf, plainDocumentation } from '#lib/format/config-values.ts'
import { counted } from '#lib/format/number.ts'
import { EmptyState } from './empty-state.tsx'

const choices = [
  { value: 'all', label: 'All' },
  { value: 'changed', label: 'Changed' },
] as const

const searchParams = {
  q: parseAsString.withDefault(''),
  shown: parseAsStringLiteral(['all', 'changed'] as const).withDefault('all'),
}

interface ConfigListProps {
  items: readonly ConfigItem[]
  /** Where a value stands that was set on the thing itself. */
  ownSource: 'topic' | 'broker'
  actionsFor?: (config: ConfigItem) => ReactNode
}

/** Settings, searched by name and meaning: those that were changed first, the rest with what belongs together. */
export function ConfigList({ items, ownSource, actionsFor }: ConfigListProps) {
  const [{ q, shown }, search] = useQueryStates(searchParams)
  const isChanged = ({ source }: ConfigItem) => source !== 'default' && source !== 'unknown'
  const wanted = q.trim().toLowerCase()
  const found = items.filter(
    (config) =>
      (shown === 'all' || isChanged(config)) &&
      (config.name.includes(wanted) || (config.documentation ?? '').toLowerCase().includes(wanted)),
  )
  const own = found.filter(({ source }) => source === ownSource)
  const rest = found.filter(({ source }) => source !== ownSource)
  const groups = [
    { name: ownSource === 'topic' ? 'Set on this topic' : 'Set on this broker', configs: own },
    ...configGroups.map((name) => ({ name, configs: rest.filter((config) => groupOf(config) === name) })),
  ].filter(({ configs }) => configs.length > 0)
  return (
    <>
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <Input
          type="search"
          aria-label="Search settings"
          placeholder="Search names and explanations"
          value={q}
          onChange={(event) => search({ q: event.target.value || null })}
          className="grow basis-56 sm:max-w-80"
        />
        <Segmented
          label="Which settings"
          value={shown}
          options={choices}
          onChange={(value) => search({ shown: value })}
        />
        <span className="ml-auto text-muted text-small" aria-live="polite">
          {counted(found.length, 'setting')}
        </span>
      </div>
      {groups.length === 0 && (
        <EmptyState title="No setting matches">Nothing is called or explained like that.</EmptyState>
      )}
      {groups.map(({ name, configs }) => (
        <Card key={name} className="mb-4">
          <h2 className="border-line border-b bg-sunken px-3.5 py-2 font-medium text-muted text-small">{name}</h2>
          <ul>
            {configs.map((config) => (
              <ConfigRow key={config.name} config={config} actions={actionsFor?.(config)} />
            ))}
          </ul>
        </Card>
      ))}
    </>
  )
}

const sourceWords: Record<ConfigItem['source'], string> = {
  topic: 'set on this topic',
  broker: 'set on this broker',
  cluster: 'set for all brokers',
  'static-broker': 'in the broker’s file',
  default: 'Kafka’s default',
  unknown: 'not told',
  'broker-logger': 'log level',
  'client-metrics': 'client metrics',
  group: 'set on the group',
}

function ConfigRow({ config, actions }: { config: ConfigItem; actions?: ReactNode }) {
  const { name, value, source, sensitive, documentation } = config
  const meaning = explainConfigValue(config, value)
  const isOwn = source === 'topic' || source === 'broker'
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b px-3.5 py-2 last:border-b-0">
      <div className="min-w-0 flex-1 basis-72">
        <span className="wrap-anywhere font-mono text-small">{name}</span>
        {documentation && (
          <Tooltip text={documentation}>
            <button type="button" className="block max-w-full truncate text-left text-faint text-small">
              {plainDocumentation(documentation)}
            </button>
          </Tooltip>
        )}
      </div>
      <div className="min-w-0 basis-64 text-right">
        <span className="wrap-anywhere font-mono text-small">
          {sensitive ? (
            <span className="text-faint">secret</span>
          ) : (
            (value ?? <span className="text-faint">not set</span>)
          )}
          {value === '' && <span className="text-faint">empty</span>}
        </span>
        {meaning && <span className="pl-2 text-muted">{meaning}</span>}
        <span className="block text-faint text-small">
          {sourceWords[source]}
          {isOwn && config.default !== null && `, else ${config.default}`}
        </span>
      </div>
      {actions && <div className="flex gap-1.5">{actions}</div>}
    </li>
  )
}
