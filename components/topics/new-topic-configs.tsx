import { useId, useRef } from 'react'
import { Field } from '#components/shared/field.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { ConfigItem } from '#lib/contract/configs.ts'
import { plainDocumentation } from '#lib/format/config-values.ts'
import { configBeingSet, suggestConfigs, withSuggestion } from './config-suggestions.ts'

interface NewTopicConfigsProps {
  configs: string
  known: readonly ConfigItem[]
  onChange: (configs: string) => void
}

/** All other configs, with completion of their names and the documentation that the brokers report. */
export function NewTopicConfigs({ configs, known, onChange }: NewTopicConfigsProps) {
  const id = useId()
  const field = useRef<HTMLDivElement>(null)
  const suggested = suggestConfigs(known, configs)
  const documentation = configBeingSet(known, configs)?.documentation
  const complete = (name: string) => {
    onChange(withSuggestion(configs, name))
    field.current?.querySelector('textarea')?.focus()
  }
  return (
    <div ref={field} className="flex flex-col gap-1.5">
      <Field id={id} label="Other configs" hint="One per line, such as segment.ms=86400000">
        <Textarea
          id={id}
          value={configs}
          onChange={({ target }) => onChange(target.value)}
          rows={3}
          spellCheck={false}
        />
      </Field>
      {suggested.length > 0 && (
        <ul aria-label="Suggested configs" className="flex flex-wrap gap-1.5">
          {suggested.map(({ name }) => (
            <li key={name}>
              <button
                type="button"
                onClick={() => complete(name)}
                className="rounded-control border border-line-strong px-1.5 py-0.5 font-mono text-small hover:bg-sunken"
              >
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
      {documentation && (
        <p className="max-h-24 overflow-auto text-muted text-small">{plainDocumentation(documentation)}</p>
      )}
    </div>
  )
}
