import { Notice } from '#components/ui/notice.tsx'

export interface Failure {
  /** What it happened to. */
  readonly scope: string
  readonly message: string
}

/** What did not work where the rest did: each part with its own reason. */
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
