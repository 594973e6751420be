import type { Metadata } from 'next'
import { TopicFrame } from '#components/topics/topic-frame.tsx'
import { TopicGroupsView } from '#components/topics/topic-groups-view.tsx'
import { decodeSegment } from '#lib/contract/paths.ts'

type Props = PageProps<'/clusters/[c]/topics/[t]/groups'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Groups of ${decodeSegment((await params).t)}` }
}

export default async function TopicGroupsPage({ params }: Props) {
  const { c, t } = await params
  const [cluster, topic] = [decodeSegment(c), decodeSegment(t)]
  return (
    <TopicFrame cluster={cluster} topic={topic} tab="Groups">
      <TopicGroupsView cluster={cluster} topic={topic} />
    </TopicFrame>
  )
}
