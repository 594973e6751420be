'use client'

import { useQueryStates } from 'nuqs'
import { type ReactNode, useState } from 'react'
import { Card } from '#components/ui/card.tsx'
import { classNames } from '#components/ui/class-names.ts'
import { Input } from '#components/ui/input.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import type { ListReply } from '#lib/contract/common.ts'
import type { ConfigItem } from '#lib/contract/configs.ts'
import { configGroups, explainConfigValue, groupOf, isChanged, plainDocumentation } from '#lib/format/config-values.ts'
import { counted } from '#lib/format/number.ts'
import { visibleText } from '#lib/format/visible-text.ts'
import { TimeCell } from './cells.tsx'
import { configSearchParams } from './config-search-params.ts'
import { EmptyState } from './empty-state.tsx'
import { VisibleText } from './visible-text.tsx'

const choices = [
  { value: 'all', label: 'All' },
  { value: 'changed', label: 'Overridden' },
] as const

/** Explicitly set values, by source: these come first, whatever their topic. */
const leading = {
  topic: [['topic', 'Topic overrides']],
  broker: [
    ['broker', 'Dynamic config of this broker'],
    ['cluster', 'Dynamic default of all brokers'],
    ['static-broker', 'Static broker config'],
  ],
} as const satisfies Record<string, readonly (readonly [ConfigItem['source'], string])[]>

interface ConfigListProps {
  reply: Pick<ListReply<ConfigItem>, 'items' | 'asOf'>
  /** The resource that is configured. */
  owner: keyof typeof leading
  actionsFor?: (config: ConfigItem) => ReactNode
}

/** The configuration, searchable by name and meaning: changed values first, the rest grouped by subject. */
export function ConfigList({ reply: { items, asOf }, owner, actionsFor }: ConfigListProps) {
  const [{ q, shown }, search] = useQueryStates(configSearchParams)
  const wanted = q.trim().toLowerCase()
  const found = items.filter(
    (config) =>
      (shown === 'all' || isChanged(config)) &&
      (config.name.includes(wanted) || (config.documentation ?? '').toLowerCase().includes(wanted)),
  )
  const groups = wanted ? groupFound(found, wanted) : groupConfigs(found, leading[owner])
  return (
    <>
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <Input
          type="search"
          aria-label="Search configuration"
          placeholder="Search names and descriptions"
          value={q}
          onChange={(event) => search({ q: event.target.value || null })}
          className="grow basis-56 sm:max-w-80"
        />
        <Segmented
          label="Which configs"
          value={shown}
          options={choices}
          onChange={(value) => search({ shown: value })}
        />
        <span className="ml-auto text-muted text-small" aria-live="polite">
          {counted(found.length, 'config')}
          {asOf && (
            <>
              {', as of '}
              <TimeCell value={asOf} />
            </>
          )}
        </span>
      </div>
      {groups.length === 0 && (
        <EmptyState title="No config matches">
          {wanted
            ? 'Neither a name nor a description contains this text.'
            : 'Nothing is overridden: everything has its default value.'}
        </EmptyState>
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

/** Configs whose names match the search, exact matches first, then those whose documentation does. */
function groupFound(configs: readonly ConfigItem[], wanted: string) {
  const named = configs.filter(({ name }) => name.includes(wanted))
  const exact = named.filter(({ name }) => name === wanted)
  return [
    { name: 'Name matches', configs: [...exact, ...named.filter(({ name }) => name !== wanted)] },
    { name: 'Description matches', configs: configs.filter((config) => !named.includes(config)) },
  ].filter((group) => group.configs.length > 0)
}

function groupConfigs(configs: readonly ConfigItem[], first: readonly (readonly [ConfigItem['source'], string])[]) {
  const rest = configs.filter(({ source }) => first.every(([leads]) => leads !== source))
  return [
    ...first.map(([from, name]) => ({ name, configs: configs.filter(({ source }) => source === from) })),
    ...configGroups.map((name) => ({ name, configs: rest.filter((config) => groupOf(config) === name) })),
  ].filter((group) => group.configs.length > 0)
}

const sourceWords: Record<ConfigItem['source'], string> = {
  topic: 'topic override',
  broker: 'dynamic broker config',
  cluster: 'dynamic default',
  'static-broker': 'static broker config',
  default: 'default',
  unknown: 'source not reported',
  'broker-logger': 'log level',
  'client-metrics': 'client metrics',
  group: 'group override',
}

function ConfigRow({ config, actions }: { config: ConfigItem; actions?: ReactNode }) {
  const { name, value, source, sensitive, documentation } = config
  const meaning = explainConfigValue(config, value)
  const isOwn = source === 'topic' || source === 'broker'
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b px-3.5 py-2 last:border-b-0">
      <div className="min-w-0 flex-1 basis-72">
        <span className="wrap-anywhere font-mono text-small">{name}</span>
        {documentation && <Documentation text={plainDocumentation(documentation)} />}
      </div>
      <div className="min-w-0 basis-64 text-right">
        <span className="wrap-anywhere font-mono text-small">
          {sensitive ? (
            <span className="text-faint">secret</span>
          ) : value !== null ? (
            <VisibleText text={value} />
          ) : (
            <span className="text-faint">not set</span>
          )}
          {value === '' && <span className="text-faint">empty</span>}
        </span>
        {meaning && <span className="pl-2 text-muted">{meaning}</span>}
        <span className="block text-faint text-small">
          {sourceWords[source]}
          {isOwn && config.default !== null && `, default ${visibleText(config.default)}`}
        </span>
      </div>
      {actions && <div className="flex gap-1.5">{actions}</div>}
    </li>
  )
}

/** The description in one line; a click shows the rest. */
function Documentation({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={() => setOpen(!isOpen)}
      className={classNames(
        'block max-w-full text-left text-small hover:text-text',
        isOpen ? 'wrap-anywhere text-muted' : 'truncate text-faint',
      )}
    >
      {text}
    </button>
  )
}
