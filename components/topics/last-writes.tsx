import { useState } from 'react'
import { TimeCell } from '#components/shared/cells.tsx'
import { type TopicAnswers, useTopicsOnce } from '#lib/client/use-topics.ts'

/** Each costs a broker request, and nobody reads a longer list line by line. */
const MAX_TOPICS = 50

/** Topics with the time of their last record: whether what is about to be deleted is still in use. */
export function LastWrites({ cluster, names }: { cluster: string; names: readonly string[] }) {
  const [asked] = useState(() => names.slice(0, MAX_TOPICS))
  const { data, isLoading } = useTopicsOnce(cluster, asked)
  return (
    <ul
      aria-label="Last message"
      className="max-h-40 overflow-auto rounded-control border border-line bg-sunken px-3 py-1.5 text-small"
    >
      {names.map((name) => (
        <li key={name} className="flex flex-wrap justify-between gap-x-4">
          <span className="wrap-anywhere font-mono">{name}</span>
          <span className="text-muted">
            {isLoading && asked.includes(name) ? 'loading…' : <LastWrite answer={data?.get(name) ?? null} />}
          </span>
        </li>
      ))}
    </ul>
  )
}

type Answer = ReturnType<TopicAnswers['get']>

function LastWrite({ answer }: { answer: Answer }) {
  if (answer === 'gone') return 'already deleted'
  if (answer?.lastWriteAt) {
    return (
      <>
        last message <TimeCell value={answer.lastWriteAt} />
      </>
    )
  }
  const problem = answer?.problems.find(({ field }) => field === 'lastWriteAt')
  return problem?.code === 'empty' ? 'no messages' : 'time of last message unknown'
}
