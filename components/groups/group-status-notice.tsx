'use client'

import { Link } from '#components/ui/link.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useClusterId } from '#lib/client/live.tsx'
import { useNow } from '#lib/client/use-now.ts'
import { useTimeZone } from '#lib/client/use-time-zone.ts'
import type { GroupItem } from '#lib/contract/groups.ts'
import { pagePaths } from '#lib/contract/paths.ts'
import { statusWords } from '#lib/format/group-words.ts'
import { shortenMemberIds } from '#lib/format/member-ids.ts'
import { formatNumber } from '#lib/format/number.ts'
import { formatTimesIn } from '#lib/format/times-in-text.ts'

/**
 * The status of a group and its reason, in a sentence. Its rates change all the time, so it is not announced each time.
 */
export function GroupStatusNotice({ group }: { group: Pick<GroupItem, 'status' | 'statusReason' | 'stuckAt'> }) {
  const now = useNow(60_000)
  const zone = useTimeZone()
  const { tone, word } = statusWords[group.status]
  return (
    <Notice isQuiet tone={tone === 'neutral' ? 'note' : tone} title={`${capital(word)} ·`} className="mb-5">
      {shortenMemberIds(formatTimesIn(group.statusReason, now, zone)).map(({ text, memberId }) =>
        memberId === undefined ? (
          text
        ) : (
          <code key={memberId} title={memberId} className="font-mono">
            {text}
          </code>
        ),
      )}
      {group.status !== 'stopped' && group.stuckAt && <StuckLink at={group.stuckAt} />}
    </Notice>
  )
}

/** What a consumer cannot get past is most often found in the record at its committed offset. */
function StuckLink({ at: { topic, partition, offset } }: { at: NonNullable<GroupItem['stuckAt']> }) {
  const cluster = useClusterId()
  if (offset === null) return null
  return (
    <>
      {' '}
      <Link href={pagePaths.messagesAt(cluster, topic, partition, offset)} className="text-accent underline">
        Open the message at offset {formatNumber(offset)} of partition {partition}
      </Link>
    </>
  )
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
