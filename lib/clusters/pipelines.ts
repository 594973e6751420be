import type { Pipeline } from '#lib/contract/clusters.ts'
import { topicNameFault } from '#lib/contract/topic-name.ts'
import type { Field, MapField, Problems } from './field.ts'

/** Which topics the applications of groups write to: Kafka knows what they consume, and not this. */
export function readPipelines(map: MapField | undefined, problems: Problems): Pipeline[] {
  return [...(map?.entries ?? [])].map(([group, field]) => ({ group, topics: readTopics(field, problems) }))
}

function readTopics(field: Field, problems: Problems): string[] {
  const items = field.kind === 'list' ? field.items : [field]
  return items.flatMap((item) => {
    const name = item.kind === 'text' ? item.text.trim() : ''
    const fault = topicNameFault(name)
    if (fault === null) return [name]
    problems.add(
      item.at,
      name === '' ? 'write the topic that the group writes to, or a list of topics.' : `the topic name ${fault}.`,
    )
    return []
  })
}
