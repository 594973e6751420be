import { Notice } from '#components/ui/notice.tsx'

export interface Failure {
  /** The item that failed. */
  readonly scope: string
  readonly message: string
}

/** The items that failed, each with its reason, while others succeeded. */
export function FailureList({ title, failures }: { title: string; failures: readonly Failure[] }) {
  return (
    <Notice tone="bad" title={title}>
      <ul className="max-h-40 overflow-auto">
        {failures.map(({ scope, message }) => (
          <li key={scope}>
            <span className="font-mono text-small">{scope}</span>: {message}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
