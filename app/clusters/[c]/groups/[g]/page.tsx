import type { Metadata } from 'next'
import { GroupFrame } from '#components/groups/group-frame.tsx'
import { GroupPartitionsView } from '#components/groups/group-partitions-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'
import { groupName } from '#lib/format/group-words.ts'

type Props = PageProps<'/clusters/[c]/groups/[g]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: groupName(decodeSegment((await params).g)) }
}

export default async function GroupPage({ params }: Props) {
  const { c, g } = await params
  const [cluster, group] = [decodeSegment(c), decodeSegment(g)]
  return (
    <GroupFrame cluster={cluster} group={group} tab="Partitions">
      <GroupPartitionsView cluster={cluster} group={group} />
    </GroupFrame>
  )
}
