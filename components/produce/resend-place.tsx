import { TopicField } from '#components/shared/topic-field.tsx'
import type { KnownTopic } from '#components/shared/use-known-topic.ts'
import type { ProduceForm } from './produce-form.ts'

interface ResendPlaceProps {
  form: ProduceForm
  /** The partition of the original. */
  original: number
  topic: KnownTopic
  onChange: (change: Partial<ProduceForm>) => void
}

/** Where a copy goes: to the topic of the original unless another is chosen, and to its partition only if asked. */
export function ResendPlace({ form, original, topic, onChange }: ResendPlaceProps) {
  const isKept = form.partitioning === 'chosen' && form.partition === String(original)
  const isMissing = topic.partitionCount !== null && original >= topic.partitionCount
  return (
    <div className="flex flex-col gap-1.5">
      <TopicField value={form.topic} topic={topic} onChange={(name) => onChange({ topic: name.trim() })} />
      <label className="flex cursor-pointer items-center gap-2">
        <input
          type="checkbox"
          checked={isKept}
          disabled={isMissing && !isKept}
          onChange={({ target }) =>
            onChange(
              target.checked
                ? { partitioning: 'chosen', partition: String(original) }
                : { partitioning: 'key', partition: '' },
            )
          }
          className="accent-accent"
        />
        Keep partition {original}
        <span className="text-muted">
          {isMissing ? 'the topic has no such partition' : 'otherwise the key decides'}
        </span>
      </label>
    </div>
  )
}
