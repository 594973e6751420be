'use client'

import { Notice } from '#components/ui/notice.tsx'
import { useNow } from '#lib/client/use-now.ts'
import type { GroupItem } from '#lib/contract/groups.ts'
import { statusWords } from '#lib/format/group-words.ts'
import { shortenMemberIds } from '#lib/format/member-ids.ts'
import { formatTimesIn } from '#lib/format/times-in-text.ts'

/**
 * The status of a group and its reason, in a sentence. Its rates change all the time, so it is not announced each time.
 */
export function GroupStatusNotice({ group }: { group: Pick<GroupItem, 'status' | 'statusReason'> }) {
  const now = useNow(60_000)
  const { tone, word } = statusWords[group.status]
  return (
    <Notice
      isQuiet
      tone={tone === 'neutral' ? 'note' : tone}
      title={titles[group.status] ?? `${capital(word)}.`}
      className="mb-5"
    >
      {shortenMemberIds(formatTimesIn(group.statusReason, now)).map(({ text, memberId }) =>
        memberId === undefined ? (
          text
        ) : (
          <code key={memberId} title={memberId} className="font-mono">
            {text}
          </code>
        ),
      )}
    </Notice>
  )
}

const titles: Partial<Record<GroupItem['status'], string>> = {
  ok: 'All is well.',
  unknown: 'Not known.',
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
