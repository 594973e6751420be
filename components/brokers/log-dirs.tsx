import { Badge } from '#components/ui/badge.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { Broker } from '#lib/contract/brokers.ts'
import { formatBytes } from '#lib/format/bytes.ts'
import { counted } from '#lib/format/number.ts'

/** The log directories of a broker. */
export function LogDirs({ broker }: { broker: Broker }) {
  const { logDirs, problems } = broker
  return (
    <Card>
      <CardHeader title="Log directories" />
      {logDirs === null && (
        <p className="px-3.5 py-3 text-muted">{problems.find(({ field }) => field === 'replicaBytes')?.message}</p>
      )}
      <ul>
        {logDirs?.map((dir) => (
          <li key={dir.path} className="flex flex-wrap gap-x-4 border-line border-b px-3.5 py-2 last:border-b-0">
            <code className="wrap-anywhere min-w-0 grow font-mono text-small">{dir.path}</code>
            <span className="text-muted tabular-nums">
              {`${counted(dir.replicaCount, 'replica')} · ${formatBytes(dir.replicaBytes)}`}
              {dir.usableBytes !== null &&
                dir.totalBytes !== null &&
                ` · ${formatBytes(dir.usableBytes)} of ${formatBytes(dir.totalBytes)} free`}
            </span>
            {dir.problems.map(({ code, message }) => (
              <Badge key={code} tone="bad">
                {message}
              </Badge>
            ))}
          </li>
        ))}
      </ul>
    </Card>
  )
}
