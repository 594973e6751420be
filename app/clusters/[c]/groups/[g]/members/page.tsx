import type { Metadata } from 'next'
import { GroupFrame } from '#components/groups/group-frame.tsx'
import { GroupMembersView } from '#components/groups/group-members-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'
import { groupName } from '#lib/format/group-words.ts'

type Props = PageProps<'/clusters/[c]/groups/[g]/members'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Members of ${groupName(decodeSegment((await params).g))}` }
}

export default async function GroupMembersPage({ params }: Props) {
  const { c, g } = await params
  const [cluster, group] = [decodeSegment(c), decodeSegment(g)]
  return (
    <GroupFrame cluster={cluster} group={group} tab="Members">
      <GroupMembersView cluster={cluster} group={group} />
    </GroupFrame>
  )
}
