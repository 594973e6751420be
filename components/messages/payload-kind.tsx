import { Explained } from '#components/ui/explained.tsx'
import type { Payload } from '#lib/contract/messages.ts'
import { formatBytes } from '#lib/format/bytes.ts'

const formatWords: Partial<Record<Payload['format'], string>> = {
  string: 'text',
  json: 'JSON',
  xml: 'XML',
  uuid: 'UUID',
  offsets: 'committed offset of a group',
  transactions: 'transaction state',
}

/** The format a key or value was decoded as, with the reason if it was detected, and its size. */
export function PayloadKind({ payload, bytes }: { payload: Payload | null; bytes: number | null }) {
  if (payload === null) return <span className="text-muted">none</span>
  const words = formatWords[payload.format] ?? payload.format
  const text = bytes === null ? words : `${words}, ${formatBytes(bytes)}`
  if (payload.reason === undefined) return <span className="text-muted">{text}</span>
  return (
    <Explained text={payload.reason} className="text-muted">
      {text}
    </Explained>
  )
}
