import { useSettings } from '#lib/client/settings.ts'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import type { Message } from '#lib/contract/messages.ts'
import { formatRecordTime } from '#lib/format/record-time.ts'
import { formatExactTime } from '#lib/format/time.ts'

type Timed = Pick<Message, 'timestamp' | 'timestampMs'>

/** The timestamp of a record, in the chosen time zone and format. */
export function RecordTime({ message: { timestamp, timestampMs } }: { message: Timed }) {
  const [{ timeStyle }] = useSettings()
  const timeZone = useTimeZone()
  const now = useNow(timeStyle === 'relative' ? 1_000 : 60_000)
  if (timestampMs === null) return <span className="text-muted">none</span>
  if (timestamp === null || typeof timestampMs === 'string') return <ImpossibleTime timestampMs={timestampMs} />
  return (
    <time dateTime={timestamp} title={formatExactTime(timestampMs, now, timeZone)}>
      {formatRecordTime(timestampMs, now, { zone: timeZone, style: timeStyle })}
    </time>
  )
}

export function ImpossibleTime({ timestampMs }: { timestampMs: number | string }) {
  return (
    <span className="text-warn" title="A timestamp in milliseconds since 1970 that is outside of the calendar">
      {timestampMs}
    </span>
  )
}
