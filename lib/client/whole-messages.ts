import { apiPaths, withQuery } from '#lib/contract/paths.ts'
import { type MessageRow, readRecordId } from './message-row.ts'
import { fetchRow } from './use-messages.ts'

/** More would be refused by the server, which reads each by itself. */
const AT_ONCE = 4

/** Reads records again, each in full; rejects if one of them cannot be read. In the order of `ids`. */
export async function readWholeMessages(
  cluster: string,
  topic: string,
  ids: readonly string[],
  formats: Readonly<Record<string, string | null>>,
): Promise<MessageRow[]> {
  const found = new Map<string, MessageRow>()
  const waiting = [...ids]
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const record = readRecordId(id)
      if (!record) continue
      const path = apiPaths.message(cluster, topic, record.partition, record.offset)
      found.set(id, await fetchRow(withQuery(path, formats)))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return ids.flatMap((id) => found.get(id) ?? [])
}
